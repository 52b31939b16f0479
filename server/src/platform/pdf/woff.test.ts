import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create } from 'fontkit';
import { expect, test } from 'vitest';
import { unwrapWoff } from './woff.ts';

const name = '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-400-normal.woff';
const woff = readFileSync(fileURLToPath(import.meta.resolve(name)));

test('the font inside is the font that the WOFF file holds', () => {
  const [inside, wrapped] = [create(unwrapWoff(woff)), create(woff)];
  if (!('glyphForCodePoint' in inside) || !('glyphForCodePoint' in wrapped)) throw new Error('not fonts');
  expect([inside.type, wrapped.type]).toEqual(['TTF', 'WOFF']);
  expect(inside.postscriptName).toBe('AtkinsonHyperlegible-Regular');
  expect(inside.characterSet).toEqual(wrapped.characterSet);
  for (const letter of 'AéŒ€') {
    const codePoint = letter.codePointAt(0) ?? 0;
    expect(inside.glyphForCodePoint(codePoint).path.toSVG()).toBe(wrapped.glyphForCodePoint(codePoint).path.toSVG());
  }
});

test('anything else is refused', () => {
  const changed = Buffer.from(woff);
  changed.write('OTTO', 0, 'latin1');
  for (const other of [Buffer.alloc(0), woff.subarray(0, 43), changed])
    expect(() => unwrapWoff(other)).toThrow(RangeError);
});
