import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concatBytes, uuidToBytes } from '@og-tickets/contract/rules/bytes.ts';
import type { KeyRing } from './key-ring.ts';
import { randomBytes } from './random.ts';
import { SECRET_BYTES } from './secret-file.ts';

/*
 * How the keys of accounts and tickets are stored: AES-256-GCM under a key-encryption key, as base64 of
 * version (1 byte, 0x01) | key-encryption key id (1) | nonce (12) | ciphertext (32) | tag (16).
 * The row that a blob belongs to is authenticated with it, so a blob moved to another row or column does not open.
 */

/** The part of the key ring that sealing needs. */
type SealingKeys = Pick<KeyRing, 'encryption'>;

const VERSION = 0x01;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHERTEXT_AT = 2 + NONCE_BYTES;
const TAG_AT = CIPHERTEXT_AT + SECRET_BYTES;
const BLOB_BYTES = TAG_AT + TAG_BYTES;
const CIPHER = 'aes-256-gcm';
const LABEL = new TextEncoder().encode('ogt/kv1\0');

/**
 * Which column a sealed key stands in: an account's for tickets or for personal data, a ticket's, that of a code app, of
 * the buyer on an invoice, of a mail that is kept, of who acts in the journal.
 */
export type SealScope = 'user' | 'data' | 'tick' | 'totp' | 'buyer' | 'mail' | 'jour';

/** A stored key that does not open: it was moved, changed, or its key-encryption key is gone. Never shows the key. */
export class SealError extends Error {
  override name = 'SealError';
}

/**
 * Seals a secret of 32 bytes for one row, under the current key-encryption key; 84 characters. The row id is a UUID.
 * Throws RangeError for another length. The nonce is random, which is safe for 2^32 blobs under one key (NIST SP
 * 800-38D, 8.3).
 */
export function seal(keyRing: SealingKeys, scope: SealScope, rowId: string, secret: Uint8Array): string {
  if (secret.length !== SECRET_BYTES) throw new RangeError('A sealed secret has 32 bytes');
  const kekId = keyRing.encryption.currentId;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyById(keyRing, kekId), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(rowLabel(scope, rowId));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([Uint8Array.of(VERSION, kekId), nonce, ciphertext, cipher.getAuthTag()]).toString('base64');
}

/** Opens what `seal` made for the same scope and row. Throws SealError when it does not open. */
export function open(keyRing: SealingKeys, scope: SealScope, rowId: string, sealed: string): Buffer {
  const blob = Buffer.from(sealed, 'base64');
  if (blob.length !== BLOB_BYTES || blob[0] !== VERSION) throw new SealError('Not a sealed key of version 1');
  const key = keyById(keyRing, blob.readUInt8(1));
  const decipher = createDecipheriv(CIPHER, key, blob.subarray(2, CIPHERTEXT_AT), { authTagLength: TAG_BYTES });
  decipher.setAAD(rowLabel(scope, rowId));
  decipher.setAuthTag(blob.subarray(TAG_AT));
  const secret = decipher.update(blob.subarray(CIPHERTEXT_AT, TAG_AT));
  try {
    decipher.final();
  } catch (cause) {
    throw new SealError(`The sealed key of ${scope} ${rowId} does not open`, { cause });
  }
  return secret;
}

/** Tells whether `open` would open this. */
export function opens(keyRing: SealingKeys, scope: SealScope, rowId: string, sealed: string): boolean {
  try {
    open(keyRing, scope, rowId, sealed);
    return true;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}

function keyById({ encryption }: SealingKeys, kekId: number): Buffer {
  const key = encryption.keys.get(kekId);
  if (key === undefined) throw new SealError(`There is no key-encryption key ${kekId}`);
  return key;
}

function rowLabel(scope: SealScope, rowId: string): Uint8Array {
  return concatBytes(LABEL, new TextEncoder().encode(scope), uuidToBytes(rowId));
}
