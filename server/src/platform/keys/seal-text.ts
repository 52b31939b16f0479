import { createCipheriv, createDecipheriv } from 'node:crypto';
import { randomBytes } from './random.ts';
import { SealError } from './seal.ts';

/*
 * How personal text is stored: AES-256-GCM under the data key of its owner, as base64 of
 * version (1 byte, 0x01) | key version (1) | nonce (12) | ciphertext | tag (16); files the same without base64.
 * Column, row and key version are authenticated with it, so a blob moved elsewhere does not open.
 */

/** Where a sealed text stands. */
export interface TextPlace {
  /** Schema, table and column, such as `accounts.accounts.email`. */
  column: string;
  /** Primary key of the row. */
  rowId: string;
}

const VERSION = 0x01;
/** Data keys are not renewed: whoever may open one has read what it sealed. */
const KEY_VERSION = 0x01;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 2 + NONCE_BYTES;
const CIPHER = 'aes-256-gcm';

/** Seals bytes under a data key of 32 bytes. The nonce is random: safe for 2^32 blobs under one key. */
export function sealBytes(dataKey: Buffer, place: TextPlace, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, dataKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(labelOf(place, KEY_VERSION));
  const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Uint8Array.of(VERSION, KEY_VERSION), nonce, ciphertext, cipher.getAuthTag()]);
}

/** Opens what `sealBytes` made under the same key for the same place. Throws SealError when it does not open. */
export function openBytes(dataKey: Buffer, place: TextPlace, blob: Buffer): Buffer {
  if (blob.length < HEAD_BYTES + TAG_BYTES || blob[0] !== VERSION)
    throw new SealError('Not a sealed text of version 1');
  const decipher = createDecipheriv(CIPHER, dataKey, blob.subarray(2, HEAD_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(labelOf(place, blob.readUInt8(1)));
  decipher.setAuthTag(blob.subarray(-TAG_BYTES));
  const bytes = decipher.update(blob.subarray(HEAD_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch (cause) {
    throw new SealError(`The text of ${place.column} in row ${place.rowId} does not open`, { cause });
  }
  return bytes;
}

/** As `sealBytes`, for a text. */
export function sealText(dataKey: Buffer, place: TextPlace, text: string): string {
  return sealBytes(dataKey, place, Buffer.from(text, 'utf8')).toString('base64');
}

/** Opens what `sealText` made under the same key for the same place. Throws SealError when it does not open. */
export function openText(dataKey: Buffer, place: TextPlace, sealed: string): string {
  return openBytes(dataKey, place, Buffer.from(sealed, 'base64')).toString('utf8');
}

function labelOf({ column, rowId }: TextPlace, keyVersion: number): Buffer {
  return Buffer.from(`ogt/tx1\0${column}\0${rowId}\0${keyVersion}`);
}
