import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { KeptPages } from './kept-pages.ts';

let nowMs = 0;
let drawings = 0;
let pages: KeptPages;

beforeEach(() => {
  nowMs = 0;
  drawings = 0;
  pages = new KeptPages(() => nowMs);
});

/** Draws a page that names its drawing, for as much time. */
const draw = (drawnMs: number) => async () => {
  drawings += 1;
  return { html: `drawing ${drawings}`, drawnMs };
};

/** Text of a page, or how it is answered without one. */
async function textOf(name: string, drawnMs = 1): Promise<string | null> {
  const answer = await pages.find(name, draw(drawnMs));
  return answer === null || typeof answer === 'string' ? answer : answer.plain.toString();
}

test('a page is drawn once for all who ask within two seconds, then anew', async () => {
  const first = await Promise.all([textOf('/'), textOf('/'), textOf('/')]);
  nowMs = 1_999;
  expect([...first, await textOf('/')]).toEqual(Array.from({ length: 4 }, () => 'drawing 1'));
  nowMs = 2_000;
  expect(await textOf('/')).toBe('drawing 2');
});

test('drawing takes a fifth of the time: then pages are four seconds old at most, and others come empty', async () => {
  expect(await textOf('/', 600)).toBe('drawing 1');
  nowMs = 1_000;
  expect(await textOf('/epreuves')).toBeNull();
  // 200 ms of the 400 that were borrowed are paid back.
  nowMs = 1_900;
  expect(await textOf('/epreuves')).toBeNull();
  expect(await textOf('/')).toBe('drawing 1');
  nowMs = 2_100;
  expect(await textOf('/epreuves')).toBe('drawing 2');
});

test('an old page serves while there is no time to draw, but not for long', async () => {
  expect(await textOf('/', 1_500)).toBe('drawing 1');
  nowMs = 3_999;
  expect(await textOf('/')).toBe('drawing 1');
  nowMs = 4_000;
  expect(await textOf('/')).toBeNull();
});

test('the least recently drawn page is forgotten first', async () => {
  for (let at = 0; at <= 250; at += 1) await textOf(`/${at}`, 0);
  expect(await textOf('/250', 0)).toBe('drawing 251');
  expect(await textOf('/0', 0)).toBe('drawing 252');
});

test('all forms of a page say the same', async () => {
  const page = await pages.find('/', draw(1));
  if (page === null || typeof page === 'string') throw new Error('no page');
  expect(brotliDecompressSync(page.br).toString()).toBe('drawing 1');
  expect(gunzipSync(page.gzip).toString()).toBe('drawing 1');
});

test('a page that cannot be drawn is not tried again at once', async () => {
  const fail = async () => {
    drawings += 1;
    throw new Error('no');
  };
  await expect(pages.find('/', fail)).rejects.toThrow('no');
  await expect(pages.find('/', fail)).rejects.toThrow('no');
  expect(drawings).toBe(1);
});
