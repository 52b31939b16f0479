/** The characters of an order code: capitals and digits that are not taken for one another when read out or written. */
export const orderCodeAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ3789';
export const orderCodeLength = 6;

/** What handwriting makes of some letters, back to the letter. */
const meant: Readonly<Record<string, string>> = { '2': 'Z', '4': 'A', '5': 'S', '6': 'G' };

const shape = new RegExp(`^[${orderCodeAlphabet}]{${orderCodeLength}}$`);

/**
 * The order code that somebody meant to type: capitals or not, with spaces or hyphens, 2 for Z, 4 for A, 5 for S and
 * 6 for G. Null when it cannot be one.
 */
export function normalizeOrderCode(typed: string): string | null {
  const code = typed
    .replaceAll(/[\s-]/g, '')
    .toUpperCase()
    .replaceAll(/[2456]/g, (digit) => meant[digit] ?? digit);
  return shape.test(code) ? code : null;
}
