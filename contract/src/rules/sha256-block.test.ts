import { expect, test } from 'vitest';
import { hexToBytes } from './bytes.ts';
import { SHA256_BLOCK_MESSAGE_MAX, sha256OfBlock } from './sha256-block.ts';

test('the short vectors of FIPS 180-4', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect(sha256OfBlock(new TextEncoder().encode('abc'))).toEqual(hexToBytes(abc));
  expect(sha256OfBlock(new Uint8Array(0))).toEqual(hexToBytes(empty));
});

test('every length agrees with the platform, over many contents', async () => {
  for (let round = 0; round < 40; round++) {
    for (let length = 0; length <= SHA256_BLOCK_MESSAGE_MAX; length++) {
      const message = globalThis.crypto.getRandomValues(new Uint8Array(length));
      const expected = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', message));
      expect(sha256OfBlock(message)).toEqual(expected);
    }
  }
});

test('a message that does not fit is refused, not cut', () => {
  expect(() => sha256OfBlock(new Uint8Array(SHA256_BLOCK_MESSAGE_MAX + 1))).toThrow(RangeError);
});
