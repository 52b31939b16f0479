import { randomBytes as nodeRandomBytes, randomUUIDv7 } from 'node:crypto';

/*
 * The only place where the server takes randomness from, so that nothing that must not be guessed comes from
 * elsewhere (`Math.random` can be predicted).
 */

/** Unpredictable bytes. */
export function randomBytes(length: number): Buffer<ArrayBuffer> {
  return nodeRandomBytes(length);
}

/**
 * An unguessable token in base64url without padding, of so many random bits: a whole number of bytes, at least 128.
 * Throws RangeError for other sizes.
 */
export function randomToken(bits: number): string {
  if (!Number.isInteger(bits / 8) || bits < 128) throw new RangeError('A token has at least 128 bits, in whole bytes');
  return nodeRandomBytes(bits / 8).toString('base64url');
}

/**
 * A new UUID version 7 (RFC 9562): 48 bits of unix milliseconds, then 74 random bits. New rows lie side by side in
 * their index; within one millisecond the order is random. Says when it was made, so it is an id, never a secret.
 */
export function uuidv7(): string {
  return randomUUIDv7();
}
