import { expect, it } from 'vitest';
import { checkScreenText, screenTextsIn } from './screen-text.ts';

const textsIn = (source: string) => screenTextsIn(source, 'page.tsx').map(({ text }) => text);

it.each([
  ['<p>Bonjour</p>', 'Bonjour'],
  ["<p>{late ? 'Too late' : w.now}</p>", 'Too late'],
  ['<p>{w.from + " seats"}</p>', ' seats'],
  ['<p>{`${count} seats`}</p>', ' seats'],
  ['<button aria-label="Close" />', 'Close'],
  ['<Field label={`Gate ${gate}`} />', 'Gate '],
  ["const reason = 'Épuisé';", 'Épuisé'],
])('the text in %s is found', (source, text) => {
  expect(textsIn(source)).toEqual([text]);
});

it.each([
  '<p className="stack wide">{w.title} · {count}</p>',
  "<p>{words.split(' or ').join(', ')}</p>",
  "<Field name='email' label={w.email} autoComplete='username' />",
  "throw new Error('no such page');",
  '<Badge tone={late ? "danger" : "ok"} />',
])('%s says nothing by itself', (source) => {
  expect(textsIn(source)).toEqual([]);
});

it('says in which line a text stands', () => {
  expect(screenTextsIn('<main>\n  <h1>Billets</h1>\n</main>', 'page.tsx')).toEqual([{ text: 'Billets', line: 2 }]);
});

it('a check that reads no page says so', () => {
  expect(checkScreenText(['README.md', 'web/src/words/fr/common.ts'])).toEqual(['no file of the pages was read']);
});
