import { readFileSync } from 'node:fs';
import { parseAst } from 'vitest/node';
import { trackedFiles } from './tracked-files.ts';

/** Pages and components; the words themselves and the samples for who builds pages are not among them. */
const drawsScreens = /^web\/src\/(?!words\/|dev\/).*(?<!\.test)\.tsx?$/;
/** What components and elements say to somebody. */
const spoken =
  /^(?:aria-(?:label|description|placeholder|roledescription|valuetext)|alt|placeholder|title|hint|lead|legend|caption|summary|text|message|detail|error|label|\w+Label)$/;
const words = /\p{L}/u;
/** Marks of a text in any place: French letters and the marks of good typography. */
const written = /[À-ÖØ-öø-ÿŒœ’«»“”…]/;

/** The same in every language, with why; what else is said twice the same stands in both books. */
const sameEverywhere = new Map([
  ['PDF', 'a format of files'],
  ['Français', 'a language in itself, for who reads no other'],
  ['Europe/Paris, Pacific/Tahiti', 'names of zones as everybody has to type them'],
  ['…', 'a sum that is being worked out'],
  [' à', 'joins day and hour where the language is French, beside its English half'],
]);

/** A planted fault of each kind, and what is none: a checker that finds nothing anywhere has to be told from a clean shop. */
const planted = `export const Page = () => (
  <main>
    <h1>Vos billets</h1>
    <p>{isOld ? 'Too late' : w.now}</p>
    <img alt="A stadium" src="x.png" />
    <Field label={\`Name \${count}\`} hint={w.hint} className="stack wide" />
    <p>{w.title} · {count}</p>
  </main>
);
const late = ['Périmé'];`;
const plantedTexts = ['Vos billets', 'Too late', 'A stadium', 'Name ', 'Périmé'];

interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

/** A text that a screen would show without the words of a language knowing of it. */
interface ScreenText {
  text: string;
  line: number;
}

/** Texts that stand in the code of a page: between tags, in what is said of an element, or written as only people write. */
export function screenTextsIn(source: string, file: string): ScreenText[] {
  const found = new Map<number, string>();
  const note = (text: string, start: number, mark: RegExp) => {
    if (mark.test(text) && !sameEverywhere.has(text)) found.set(start, text);
  };
  const shown = (node: Node) => {
    for (const { text, start } of literalsOf(node)) note(text, start, words);
  };
  const visit = (node: Node) => {
    if (node.type === 'JSXText') note(String(node['value']).trim(), node.start, words);
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of nodesIn(node['children'])) if (child.type === 'JSXExpressionContainer') shown(child);
    }
    if (node.type === 'JSXAttribute' && spoken.test(nameOf(node))) nodesIn(node['value']).forEach(shown);
    for (const { text, start } of ownLiterals(node)) note(text, start, written);
    for (const value of Object.values(node)) nodesIn(value).forEach(visit);
  };
  nodesIn(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }, file)).forEach(visit);
  return [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([start, text]) => ({ text, line: source.slice(0, start).split('\n').length }));
}

/** What an expression may come to, where it is text in the code itself; what functions make of their arguments is theirs. */
function literalsOf(node: Node): { text: string; start: number }[] {
  const parts: Record<string, string[]> = {
    JSXExpressionContainer: ['expression'],
    ConditionalExpression: ['consequent', 'alternate'],
    LogicalExpression: ['left', 'right'],
    BinaryExpression: ['left', 'right'],
    ParenthesizedExpression: ['expression'],
    ArrayExpression: ['elements'],
    TemplateLiteral: ['expressions'],
  };
  const inside = node.type === 'BinaryExpression' && node['operator'] !== '+' ? [] : (parts[node.type] ?? []);
  return [...ownLiterals(node), ...inside.flatMap((part) => nodesIn(node[part]).flatMap(literalsOf))];
}

function ownLiterals(node: Node): { text: string; start: number }[] {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [{ text: node['value'], start: node.start }];
  if (node.type !== 'TemplateLiteral') return [];
  return nodesIn(node['quasis']).map((part) => {
    const value = part['value'];
    const text = typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '';
    return { text, start: part.start };
  });
}

function nameOf(attribute: Node): string {
  return nodesIn(attribute['name']).map((name) => String(name['name']))[0] ?? '';
}

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isNode(value) ? [value] : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** No text of a screen stands in the code of the pages, and the planted ones are found. Returns sentences, one a fault. */
export function checkScreenText(files: readonly string[] = trackedFiles()): string[] {
  const missed = plantedTexts.filter((text) => !screenTextsIn(planted, 'planted.tsx').some((one) => one.text === text));
  const pages = files.filter((file) => drawsScreens.test(file));
  const faults = missed.map((text) => `the text "${text}", planted in the code of a page, is no longer found`);
  if (pages.length === 0) faults.push('no file of the pages was read');
  for (const file of pages) {
    for (const { text, line } of screenTextsIn(readFileSync(file, 'utf8'), file)) {
      faults.push(`${file}:${line} says "${text}"; what screens say stands in web/src/words, in every language`);
    }
  }
  return faults;
}
