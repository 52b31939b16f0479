import { hash } from 'node:crypto';

/** Crockford's base 32: no letter that looks like another or like a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 4;
const groupCharacters = 4;

/** Random bytes that a code is made of, eight bits too many for none of its 80. */
export const recoveryCodeBytes = 10;

/** Writes ten random bytes as a code such as `7KQ2-M0XV-9ATH-3WZC`. Throws RangeError for another number of bytes. */
export function recoveryCodeOf(bytes: Uint8Array): string {
  if (bytes.length !== recoveryCodeBytes) throw new RangeError('A recovery code is made of ten bytes');
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (let i = 0; i < groups * groupCharacters; i += 1) {
    text = alphabet.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text.match(/.{4}/g)?.join('-') ?? text;
}

/** What somebody typed as a code, in one spelling: case, hyphens and spaces make no difference. Null when it is none. */
export function readRecoveryCode(typed: string): string | null {
  const text = typed.toUpperCase().replaceAll(/[ -]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(text) ? text : null;
}

/** What is stored of a code, bound to its account: SHA-256, because 80 random bits need no slow hash. */
export function hashRecoveryCode(accountId: string, code: string): Buffer {
  return hash('sha256', `recovery\n${accountId}\n${code}`, 'buffer');
}
