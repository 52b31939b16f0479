import { expect, test } from 'vitest';
import { randomBytes, uuidv7 } from './random.ts';
import { open, SealError, seal } from './seal.ts';

const oldKey = randomBytes(32);
const newKey = randomBytes(32);
const keyRing = { encryption: { currentId: 9, keys: new Map([[9, newKey]]) } };
const rowId = uuidv7();
const secret = randomBytes(32);

test('a sealed key has the stored form and opens', () => {
  const sealed = seal(keyRing, 'tick', rowId, secret);
  const blob = Buffer.from(sealed, 'base64');
  expect(sealed).toHaveLength(84);
  expect(blob).toHaveLength(62);
  expect([blob[0], blob[1]]).toEqual([1, 9]);
  expect(blob.includes(secret)).toBe(false);
  expect(open(keyRing, 'tick', rowId, sealed)).toEqual(secret);
  expect(open(keyRing, 'tick', rowId.toUpperCase(), sealed)).toEqual(secret);
});

test('a blob moved to another row or column does not open', () => {
  const sealed = seal(keyRing, 'tick', rowId, secret);
  expect(() => open(keyRing, 'tick', uuidv7(), sealed)).toThrow(SealError);
  expect(() => open(keyRing, 'user', rowId, sealed)).toThrow(SealError);
});

test('no flipped bit of a blob opens', () => {
  const blob = Buffer.from(seal(keyRing, 'user', rowId, secret), 'base64');
  for (let bit = 0; bit < blob.length * 8; bit++) {
    const changed = Buffer.from(blob);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(() => open(keyRing, 'user', rowId, changed.toString('base64'))).toThrow(SealError);
  }
});

test('blobs of other lengths and secrets of other lengths are refused', () => {
  const blob = Buffer.from(seal(keyRing, 'user', rowId, secret), 'base64');
  for (const other of [blob.subarray(0, 61), Buffer.concat([blob, Buffer.alloc(1)]), Buffer.alloc(0)]) {
    expect(() => open(keyRing, 'user', rowId, other.toString('base64'))).toThrow(SealError);
  }
  expect(() => seal(keyRing, 'user', rowId, randomBytes(31))).toThrow(RangeError);
  expect(() => seal(keyRing, 'user', 'row-1', secret)).toThrow(TypeError);
});

test('after a rotation old blobs open and new ones use the new key', () => {
  const before = { encryption: { currentId: 8, keys: new Map([[8, oldKey]]) } };
  const both = {
    encryption: {
      currentId: 9,
      keys: new Map([
        [8, oldKey],
        [9, newKey],
      ]),
    },
  };
  const oldBlob = seal(before, 'user', rowId, secret);
  expect(open(both, 'user', rowId, oldBlob)).toEqual(secret);
  expect(open(keyRing, 'user', rowId, seal(both, 'user', rowId, secret))).toEqual(secret);
  expect(() => open(keyRing, 'user', rowId, oldBlob)).toThrow('There is no key-encryption key 8');
});

test('10,000 seals of one secret repeat neither nonce nor ciphertext', () => {
  const blobs = Array.from({ length: 10_000 }, () => Buffer.from(seal(keyRing, 'tick', rowId, secret), 'base64'));
  expect(new Set(blobs.map((blob) => blob.toString('hex', 2, 14))).size).toBe(10_000);
  expect(new Set(blobs.map((blob) => blob.toString('hex', 14, 46))).size).toBe(10_000);
});

test('an error never shows the secret or a key', () => {
  const sealed = seal(keyRing, 'tick', rowId, secret);
  try {
    open(keyRing, 'user', rowId, sealed);
    expect.unreachable();
  } catch (error) {
    const text = String(error instanceof Error ? error.stack : error);
    for (const hidden of [secret, newKey]) {
      expect(text).not.toContain(hidden.toString('base64'));
      expect(text).not.toContain(hidden.toString('hex'));
    }
  }
});
