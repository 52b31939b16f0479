/** How a text can be put on paper with the fonts there are. */
export interface Writable {
  text: string;
  /** False when letters had to be left out or lost their marks: the reader must be told. */
  complete: boolean;
}

/** Stands where letters were left out. */
const omission = '…';
/** A narrow no-break space, which French sets before : ; ! ? and €. Fonts lack it; it is drawn from another space. */
export const narrowSpace = '\u202f';

/**
 * Makes a text writable with the letters that `canWrite` knows: composed (NFC), without control characters; a letter
 * that no font has loses its marks if that helps, else a whole stretch of such letters becomes one "…".
 */
export function makeWritable(text: string, canWrite: (codePoint: number) => boolean): Writable {
  const writes = (letters: string): boolean =>
    Array.from(letters).every((letter) => letter === narrowSpace || canWrite(letter.codePointAt(0) ?? 0));
  let complete = true;
  const parts = Array.from(tidy(text), (letter) => {
    if (writes(letter)) return letter;
    complete = false;
    const bare = letter.normalize('NFKD').replace(/\p{M}/gu, '');
    return bare !== '' && writes(bare) ? bare : omission;
  });
  const written = parts.join('').replace(/…(?:\s*…)+/g, omission);
  return { text: written, complete };
}

/** Control and invisible characters would only hide something; other spaces look like a space. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\t\n\r\v\f\u2028\u2029]/g, ' ')
    .replace(/[\u2000-\u200a\u205f\u3000]/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '');
}
