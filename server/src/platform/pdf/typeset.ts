import { canWrite, type FontName, fontOf, fontsOfWord, hasLetter, type Weight } from './fonts.ts';
import { makeWritable, narrowSpace } from './writable.ts';

/** How a text is set: lengths in points. */
export interface Style {
  weight: Weight;
  size: number;
  color: string;
  /** Distance of base lines as a multiple of the size. */
  leading: number;
}

interface Run {
  text: string;
  font: FontName;
  /** A narrow space is a space at this share of the size; all else is 1. */
  share: number;
}

/** A text broken into lines that fit. */
export interface Block {
  /** What it says, letters that no font has included. */
  fullText: string;
  /** False when letters had to be left out. */
  complete: boolean;
  lines: Run[][];
  style: Style;
  height: number;
}

const narrowShare = 0.62;
/** A text that is still too long at this share of its size is cut. */
const smallestShare = 0.6;
const ellipsis = '…';
/** As a share of the size, so that capitals stand in the middle of their line. */
const halfCapHeight = 0.34;

/** Sets text on the pages of one document. */
export class Typesetter {
  readonly #doc: PDFKit.PDFDocument;
  readonly #registered = new Set<FontName>();

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc;
  }

  /** Breaks a text into at most `maxLines` lines of this width; sets it smaller, at last cuts it, when it is longer. */
  fit(fullText: string, style: Style, box: { width: number; maxLines: number }): Block {
    const { text, complete } = makeWritable(fullText, canWrite);
    for (let share = 1; share > smallestShare; share -= 0.1) {
      const smaller = { ...style, size: style.size * share };
      const lines = this.#breakLines(text, smaller, box.width);
      if (lines.length <= box.maxLines) return this.#block({ fullText, complete, lines, style: smaller });
    }
    const smallest = { ...style, size: style.size * smallestShare };
    const lines = this.#breakLines(text, smallest, box.width).slice(0, box.maxLines);
    const last = this.#cutToFit(lines.at(-1) ?? '', smallest, box.width);
    return this.#block({ fullText, complete, lines: [...lines.slice(0, -1), last], style: smallest });
  }

  /** Draws a block with its top left corner here. */
  draw(block: Block, x: number, top: number): void {
    const { size, leading, color } = block.style;
    let baseline = top + size * (leading / 2 + halfCapHeight);
    for (const line of block.lines) {
      let at = x;
      for (const run of line) {
        this.#use(run.font, size * run.share);
        this.#doc.fillColor(color).text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' });
        at += this.#doc.widthOfString(run.text);
      }
      baseline += size * leading;
    }
  }

  widthOf(text: string, style: Style): number {
    let width = 0;
    for (const run of runsOf(text, style.weight)) {
      this.#use(run.font, style.size * run.share);
      width += this.#doc.widthOfString(run.text);
    }
    return width;
  }

  #block(input: { fullText: string; complete: boolean; lines: string[]; style: Style }): Block {
    const { style } = input;
    // The space where a line was broken stays in the text, for readers that take it from the page.
    const lines = input.lines.map((line, i, all) => runsOf(i < all.length - 1 ? `${line} ` : line, style.weight));
    return { ...input, lines, height: lines.length * style.size * style.leading };
  }

  #use(font: FontName, size: number): void {
    if (!this.#registered.has(font)) {
      this.#doc.registerFont(font, fontOf(font));
      this.#registered.add(font);
    }
    this.#doc.font(font, size);
  }

  /** Breaks at spaces, and inside a word only when it is wider than a whole line. */
  #breakLines(text: string, style: Style, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ').filter(Boolean)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (this.widthOf(longer, style) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = this.#breakWord(word, style, width);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
    return line === '' ? lines : [...lines, line];
  }

  #breakWord(word: string, style: Style, width: number): string[] {
    if (this.widthOf(word, style) <= width) return [word];
    const pieces: string[] = [];
    let piece = '';
    for (const letter of word) {
      if (piece !== '' && this.widthOf(piece + letter, style) > width) {
        pieces.push(piece);
        piece = '';
      }
      piece += letter;
    }
    return [...pieces, piece];
  }

  #cutToFit(line: string, style: Style, width: number): string {
    const letters = Array.from(line);
    while (letters.length > 0 && this.widthOf(letters.join('') + ellipsis, style) > width) letters.pop();
    return letters.join('').trimEnd() + ellipsis;
  }
}

/** Splits a writable line into stretches of one font file each. */
function runsOf(line: string, weight: Weight): Run[] {
  const runs: Run[] = [];
  const add = (text: string, font: FontName, share: number): void => {
    const last = runs.at(-1);
    if (last !== undefined && last.font === font && last.share === share) last.text += text;
    else runs.push({ text, font, share });
  };
  // Spaces stay with the word before them, so that a line of one font is one run.
  for (const part of line.split(/( |\u202f)/)) {
    const font = runs.at(-1)?.font;
    if (part === narrowSpace) add('\u00a0', spaceFont(font, weight), narrowShare);
    else if (part === ' ') add(' ', spaceFont(font, weight), 1);
    else for (const { letter, font: own } of fontsOfWord(part, weight)) add(letter, own, 1);
  }
  return runs;
}

/** Not every file has a space; the ones for Latin do. */
function spaceFont(font: FontName | undefined, weight: Weight): FontName {
  if (font !== undefined && hasLetter(font, 0x20) && hasLetter(font, 0xa0)) return font;
  return `atkinson-hyperlegible-latin-${weight}`;
}
