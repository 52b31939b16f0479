import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = join('tools', 'proofs', 'trees');
/** Their names are words of ours; those of the others come from the catalogue, from orders and from the clock. */
const named = /^(?:navigation|search|banner|contentinfo|main|button|textbox|searchbox|spinbutton|tablist|tab|switch)$/;
/** What stands in these is named after what it is for: a device, a venue, a ticket. */
const ofData = /^(?:listitem|row|article)\b/;
const betweenLooksMs = 250;
const looksMax = 20;

interface Part {
  /** Role, name and state, as far as they are the same every day. */
  said: string;
  parts: Part[];
}

/** What a screen reader is told of each page, as it was when somebody last looked at it. */
export class Trees {
  /** Trees are written down and not compared. */
  readonly isUpdate: boolean;

  constructor(isUpdate: boolean) {
    this.isUpdate = isUpdate;
  }

  /** What is otherwise in the tree of the page that is open, in sentences; `title` names its file. Writes the tree down where that is wanted. */
  async compare(page: Page, title: string): Promise<string[]> {
    const tree = await treeOf(page);
    const name = title.replace(/[^a-z\d]+/gi, '-').replace(/^-|-$/g, '');
    const file = join(folder, `${name}.txt`);
    if (this.isUpdate) {
      await mkdir(folder, { recursive: true });
      await writeFile(file, tree);
      return [];
    }
    const kept = await readFile(file, 'utf8').catch(() => null);
    if (kept === null) return [`${title}: no tree in ${file}`];
    const now = tree.split('\n');
    const before = kept.split('\n');
    const at = now.findIndex((line, index) => line !== before[index]);
    if (at < 0 && now.length === before.length) return [];
    return [`${title}: line ${at + 1} of ${file} was "${before[at] ?? ''}", is "${now[at] ?? ''}"`];
  }
}

/** The tree of a page once it stays the same. */
async function treeOf(page: Page): Promise<string> {
  let tree = '';
  for (let looks = 0; looks < looksMax; looks += 1) {
    const now = render(parse(await page.locator('body').ariaSnapshot()));
    if (now === tree) break;
    tree = now;
    await page.waitForTimeout(betweenLooksMs);
  }
  return tree;
}

/** The tree that Playwright tells, without texts, addresses and names that change by themselves. */
function parse(snapshot: string): Part[] {
  const root: Part = { said: '', parts: [] };
  const open: { depth: number; part: Part }[] = [{ depth: -1, part: root }];
  for (const line of snapshot.split('\n')) {
    const match = /^(\s*)- '?(\w+)(?: "((?:[^"\\]|\\.)*)")?((?: \[[\w=]+\])*)/.exec(line);
    const [, indent = '', role = '', name = '', marks = ''] = match ?? [];
    if (match === null || role === 'text') continue;
    while ((open.at(-1)?.depth ?? -1) >= indent.length) open.pop();
    const isData = open.some(({ part: outer }) => ofData.test(outer.said));
    const keeps = named.test(role) && !isData && name !== '' && !/\d/.test(name);
    const part = { said: `${role}${keeps ? ` "${name}"` : ''}${marks}`, parts: [] };
    open.at(-1)?.part.parts.push(part);
    open.push({ depth: indent.length, part });
  }
  return root.parts;
}

/** One line for each part; of the same ones in a row only the first, for how many there are depends on the day. */
function render(parts: readonly Part[], indent = ''): string {
  const texts = parts.map(({ said, parts: inner }) => `${indent}${said}\n${render(inner, `${indent}  `)}`);
  return texts.filter((text, index) => text !== texts[index - 1]).join('');
}
