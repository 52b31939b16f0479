import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import { unwrapWoff } from './woff.ts';

/*
 * Which font file writes which letter. The packages cut each face into files by script, so a word may need letters of
 * several files of one family.
 */

declare global {
  namespace PDFKit.Mixins {
    interface PDFFont {
      /** PDFKit takes a parsed font since 0.20; its types do not say so yet. */
      registerFont(name: string, source: Font): this;
    }
  }
}

export type Weight = 400 | 700;

/** A font file as PDFKit registers it: `atkinson-hyperlegible-latin-400`. */
export type FontName = string;

interface Family {
  name: string;
  /** Where its package lies. */
  home: string;
  subsets: readonly string[];
}

/** Western and central European Latin. */
const mainFamily: Family = {
  name: 'atkinson-hyperlegible',
  home: import.meta.resolve('@fontsource/atkinson-hyperlegible/package.json'),
  subsets: ['latin', 'latin-ext'],
};
/** Names with letters that the first lacks: Vietnamese and further Latin, Greek, Cyrillic. */
const otherFamily: Family = {
  name: 'arimo',
  home: import.meta.resolve('@fontsource/arimo/package.json'),
  subsets: ['latin', 'latin-ext', 'vietnamese', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext'],
};
const families: readonly Family[] = [mainFamily, otherFamily];

/** A parsed font and the letters that it has. */
export interface LoadedFont {
  font: Font;
  codePoints: ReadonlySet<number>;
}

const loaded = new Map<FontName, LoadedFont>();

/** A font of these packages. Throws for a name that is not one of them. */
export function fontOf(name: FontName): Font {
  return load(name).font;
}

/** Tells whether a font has a letter. */
export function hasLetter(name: FontName, codePoint: number): boolean {
  return load(name).codePoints.has(codePoint);
}

/** Reads and parses a font once. */
function load(name: FontName): LoadedFont {
  let font = loaded.get(name);
  if (font === undefined) {
    font = openFont(name);
    loaded.set(name, font);
  }
  return font;
}

/** Reads and parses a font of these packages anew. Throws for a name that is not one of them. */
export function openFont(name: FontName): LoadedFont {
  const family = families.find((candidate) => name.startsWith(`${candidate.name}-`));
  if (family === undefined) throw new Error(`no font ${name}`);
  const file = new URL(`files/${name}-normal.woff`, family.home);
  const font = create(unwrapWoff(readFileSync(file)));
  if (!('glyphForCodePoint' in font)) throw new Error(`${name} is a collection, not a font`);
  const codePoints = font.characterSet.toSorted((a, b) => a - b);
  // fontkit keeps each glyph with the letters that it was first asked for, and of the E within É with none: who copied or
  // listened to a PDF would miss every E from then on. So each is asked for by its own letter first.
  for (const codePoint of codePoints) font.glyphForCodePoint(codePoint);
  return { font, codePoints: new Set(codePoints) };
}

/** The file of a family that has a letter. */
function fileWith(family: Family, weight: Weight, codePoint: number): FontName | undefined {
  return family.subsets
    .map((subset) => `${family.name}-${subset}-${weight}`)
    .find((name) => hasLetter(name, codePoint));
}

/** Tells whether some font of ours has a letter. Both weights have the same letters. */
export function canWrite(codePoint: number): boolean {
  return families.some((family) => fileWith(family, 400, codePoint) !== undefined);
}

/** The files that write each letter of a word, all of one family if one has them all. */
export function fontsOfWord(word: string, weight: Weight): { letter: string; font: FontName }[] {
  const letters = Array.from(word);
  for (const family of families) {
    const fonts = letters.map((letter) => fileWith(family, weight, letter.codePointAt(0) ?? 0));
    if (fonts.every((font) => font !== undefined)) {
      return letters.map((letter, i) => ({ letter, font: fonts[i] ?? '' }));
    }
  }
  return letters.map((letter) => {
    const codePoint = letter.codePointAt(0) ?? 0;
    const found = families.map((family) => fileWith(family, weight, codePoint)).find((font) => font !== undefined);
    if (found === undefined) throw new Error(`no font has U+${codePoint.toString(16)}; make the text writable first`);
    return { letter, font: found };
  });
}
