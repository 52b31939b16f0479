import type { Bytes } from './bytes.ts';

/*
 * SHA-256 (FIPS 180-4) of messages that fit one block, without a promise.
 *
 * A rotating code is checked by up to 2,880 hashes that each need the one before. `crypto.subtle.digest` is a trip to
 * another thread each time: 120 to 180 ms for 2,880 in Node 26, 17 ms in Chromium 150. This takes 3 to 4 ms in Node
 * and 9 ms in a page that has just loaded (2 shared cores). A gate has 100 ms in all, on a phone. Everything hashed
 * here is public (a chain value that is shown in a QR code, a ticket id and its tag), so nothing leaks by timing.
 * Signatures and keys stay with the platform's crypto.
 */

/** Longest message in bytes: a block of 64 holds one byte of padding and eight of length besides. */
export const SHA256_BLOCK_MESSAGE_MAX = 55;

// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
const ROUND_CONSTANTS = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);

// First 32 bits of the fractional parts of the square roots of the first 8 primes.
const INITIAL_STATE = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

// Scratch space shared by all calls: a call never waits, so two of them never meet.
const block = new Uint8Array(64);
const blockView = new DataView(block.buffer);
const words = new Int32Array(64);

/** The 32-byte SHA-256 of a message of at most 55 bytes. Throws RangeError for a longer one. */
export function sha256OfBlock(message: Uint8Array): Bytes {
  if (message.length > SHA256_BLOCK_MESSAGE_MAX) throw new RangeError('The message does not fit one block');
  block.fill(0);
  block.set(message);
  block[message.length] = 0x80;
  blockView.setUint32(60, message.length * 8);
  expandWords();
  return compress();
}

function rotateRight(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

// The reads below stay inside their arrays; `?? 0` only satisfies the compiler.
function expandWords(): void {
  for (let i = 0; i < 16; i++) words[i] = blockView.getInt32(4 * i);
  for (let i = 16; i < 64; i++) {
    const early = words[i - 15] ?? 0;
    const late = words[i - 2] ?? 0;
    const small0 = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3);
    const small1 = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10);
    words[i] = (words[i - 16] ?? 0) + small0 + (words[i - 7] ?? 0) + small1;
  }
}

function compress(): Bytes {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = INITIAL_STATE;
  for (let i = 0; i < 64; i++) {
    const big1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + big1 + choice + (ROUND_CONSTANTS[i] ?? 0) + (words[i] ?? 0)) | 0;
    const big0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + big0 + majority) | 0;
  }
  const digest = new Uint8Array(32);
  const digestView = new DataView(digest.buffer);
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    digestView.setInt32(4 * i, word + (INITIAL_STATE[i] ?? 0));
  });
  return digest;
}
