import { hash } from 'node:crypto';
import { randomToken } from '../../platform/keys/random.ts';

/** Bits of an activation token and of a refresh token. */
const tokenBits = 256;

/** A new token for a person or a browser, and the form that is stored. */
export function makeToken(): { token: string; tokenHash: Buffer } {
  const token = randomToken(tokenBits);
  return { token, tokenHash: hashToken(token) };
}

/** The stored form of a token that only the browser it was made for may use: it opens nothing under another User-Agent. */
export function hashTokenOfBrowser(token: string, userAgent: string): Buffer {
  return hashToken(`${token}\n${userAgent}`);
}

/** SHA-256: a random token needs no slow hash, and who reads the database learns none. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
