import { expect, test } from 'vitest';
import { openFont } from './fonts.ts';

test.each(['atkinson-hyperlegible-latin-400', 'atkinson-hyperlegible-latin-700', 'arimo-latin-ext-400'])(
  'a letter of %s that was first drawn within another keeps its own text',
  (name) => {
    const { font, codePoints } = openFont(name);
    // Their outlines are made of the outlines of others: É of E and its accent.
    for (const codePoint of codePoints) void font.glyphForCodePoint(codePoint).path.commands.length;
    const silent = [...codePoints].filter((codePoint) => font.glyphForCodePoint(codePoint).codePoints.length === 0);
    expect(silent.map((codePoint) => String.fromCodePoint(codePoint))).toEqual([]);
  },
);

test('a letter that shares its glyph with a rarer one is read as itself', () => {
  const { font } = openFont('atkinson-hyperlegible-latin-400');
  expect(font.glyphForCodePoint(0x20).codePoints).toEqual([0x20]);
  expect(font.glyphForCodePoint(0xa0).codePoints).toHaveLength(1);
});
