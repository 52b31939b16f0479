import type { Bytes } from './bytes.ts';

/** The 45 characters of QR alphanumeric mode, in the order of RFC 9285, table 1. */
export const BASE45_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

const DIGIT_OF = new Map(Array.from(BASE45_ALPHABET, (character, digit) => [character, digit] as const));

/** Writes bytes as base45 (RFC 9285): three characters for two bytes, two for a last single byte. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const high = bytes[i] ?? 0;
    const low = bytes[i + 1];
    const value = low === undefined ? high : high * 256 + low;
    text += BASE45_ALPHABET.charAt(value % 45) + BASE45_ALPHABET.charAt(Math.floor(value / 45) % 45);
    if (low !== undefined) text += BASE45_ALPHABET.charAt(Math.floor(value / 2025));
  }
  return text;
}

/**
 * Reads base45 (RFC 9285) strictly; undefined when the text holds another character (lower case included), a group
 * that overflows its bytes, or a length that no encoder writes. What is accepted is canonical: each accepted group
 * stands for one value and each value for one group, so encoding the answer gives the text back.
 */
export function decodeBase45(text: string): Bytes | undefined {
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
  for (let from = 0, to = 0; from < text.length; from += 3, to += 2) {
    const first = DIGIT_OF.get(text.charAt(from));
    const second = DIGIT_OF.get(text.charAt(from + 1));
    // No second character: a length that no encoder writes.
    if (first === undefined || second === undefined) return undefined;
    if (from + 2 === text.length) {
      const value = first + 45 * second;
      if (value > 0xff) return undefined;
      bytes[to] = value;
    } else {
      const third = DIGIT_OF.get(text.charAt(from + 2));
      if (third === undefined) return undefined;
      const value = first + 45 * second + 2025 * third;
      if (value > 0xffff) return undefined;
      bytes[to] = value >> 8;
      bytes[to + 1] = value & 0xff;
    }
  }
  return bytes;
}
