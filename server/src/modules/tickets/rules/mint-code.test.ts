import { createPrivateKey, generateKeyPairSync, hkdfSync } from 'node:crypto';
import { bytesToHex, hexToBytes } from '@og-tickets/contract/rules/bytes.ts';
import { chainDownTo, revealAt } from '@og-tickets/contract/rules/ticket-code/chain.ts';
import { checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import { encodeRotatingText } from '@og-tickets/contract/rules/ticket-code/encode.ts';
import { expect, test } from 'vitest';
import vectors from '../../../../../contract/test/ticket-code-vectors.json' with { type: 'json' };
import { chainStartAt, deriveChainEnd, deriveTag, extractTicketPrk, mintRotating, mintStatic } from './mint-code.ts';

// The inputs that the vectors were computed from, as their file says.
const countingFrom = (first: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => first + i);
const signingKey = createPrivateKey({
  key: countingFrom(0x00),
  format: 'raw-private',
  asymmetricKeyType: 'ed25519',
});
const keys = { userKey: countingFrom(0x20), ticketKey: countingFrom(0x40), pepper: countingFrom(0x60) };
const head = {
  kid: vectors.kid,
  sessionNumber: vectors.session,
  ticketId: vectors.ticket_id,
  generation: vectors.generation,
  places: vectors.places,
  flags: vectors.flags,
};
const t0Seconds = vectors.t0;
const context = { ...head, t0Seconds };
const publicKeys = new Map([[vectors.kid, hexToBytes(vectors.public_key)]]);

test('every intermediate value of the vectors', () => {
  expect(bytesToHex(extractTicketPrk(keys))).toBe(vectors.prk);
  expect(bytesToHex(deriveTag({ ...keys, head }))).toBe(vectors.tag);
  const chainEnd = deriveChainEnd({ ...keys, head, t0Seconds });
  expect(bytesToHex(chainEnd)).toBe(vectors.k_rot);
  const end = { index: 2880, value: chainEnd };
  expect(bytesToHex(chainDownTo(context, end, 0))).toBe(vectors.anchor);
  expect(bytesToHex(revealAt(context, end, vectors.step))).toBe(vectors.reveal);
});

test('the static text of the vectors', () => {
  const minted = mintStatic({ ...keys, head, signingKey });
  expect(minted.text).toBe(vectors.static_text);
  expect(bytesToHex(minted.fingerprint)).toBe(vectors.fp);
});

test('the rotating text of the vectors', () => {
  const minted = mintRotating({ ...keys, head, signingKey, t0Seconds, nowSeconds: t0Seconds + vectors.step * 15 });
  expect(bytesToHex(minted.fingerprint)).toBe(vectors.fp);
  const reveal = hexToBytes(vectors.reveal);
  const text = encodeRotatingText({ credential: minted.credential, step: vectors.step, reveal });
  expect(text).toBe(vectors.rotating_text);
});

test("the key derivation agrees with the platform's HKDF", () => {
  const info = Buffer.concat([
    Buffer.from('ogt/1/rot\0'),
    Buffer.from(vectors.head_bytes_2_25, 'hex').subarray(0, 22),
    Buffer.from(t0Seconds.toString(16), 'hex'),
  ]);
  const ikm = Buffer.concat([keys.userKey, keys.ticketKey]);
  const expected = Buffer.from(hkdfSync('sha256', ikm, keys.pepper, info, 16));
  expect(deriveChainEnd({ ...keys, head, t0Seconds })).toEqual(expected);
});

test('the tag depends on both keys, on the pepper and on every field', () => {
  const tagOf = (change: object): string => bytesToHex(deriveTag({ ...keys, head, ...change }));
  const other = countingFrom(0x80);
  const tags = [
    tagOf({}),
    tagOf({ userKey: other }),
    tagOf({ ticketKey: other }),
    tagOf({ pepper: other }),
    tagOf({ userKey: keys.ticketKey, ticketKey: keys.userKey }),
    tagOf({ head: { ...head, sessionNumber: head.sessionNumber + 1 } }),
    tagOf({ head: { ...head, ticketId: head.ticketId.replace('3', '4') } }),
    tagOf({ head: { ...head, generation: head.generation + 1 } }),
    tagOf({ head: { ...head, places: head.places + 1 } }),
    tagOf({ head: { ...head, flags: head.flags ^ 2 } }),
  ];
  expect(new Set(tags).size).toBe(tags.length);
  // The signing key may be rotated without a new fingerprint in every list.
  expect(tagOf({ head: { ...head, kid: head.kid + 1 } })).toBe(vectors.tag);
});

test('short keys and other kinds of signing key are refused', () => {
  expect(() => extractTicketPrk({ ...keys, userKey: new Uint8Array(31) })).toThrow(RangeError);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(() => mintStatic({ ...keys, head, signingKey: privateKey })).toThrow(TypeError);
});

test('a page shows good codes for four hours from its moment, and no later ones', async () => {
  const stepNow = 700;
  const nowSeconds = t0Seconds + stepNow * 15 + 14;
  const { credential, step, seed } = mintRotating({ ...keys, head, signingKey, t0Seconds, nowSeconds });
  expect([step, seed.index]).toEqual([stepNow, stepNow + 960]);
  for (const shown of [stepNow, stepNow + 1, stepNow + 959]) {
    const text = encodeRotatingText({ credential, step: shown, reveal: revealAt(context, seed, shown) });
    const checked = await checkTicketCode({
      text,
      publicKeys,
      sessionNumber: head.sessionNumber,
      nowSeconds: t0Seconds + shown * 15,
    });
    expect(checked.ok).toBe(true);
  }
  expect(() => revealAt(context, seed, stepNow + 960)).toThrow(RangeError);
});

test('the end of the chain is never given, and a chain that does not reach four hours ahead is not used', () => {
  const mintAt = (step: number) =>
    mintRotating({ ...keys, head, signingKey, t0Seconds, nowSeconds: t0Seconds + step * 15 });
  expect([0, 1919].map((step) => mintAt(step).seed.index)).toEqual([960, 2879]);
  expect(bytesToHex(mintAt(1919).seed.value)).not.toBe(vectors.k_rot);
  for (const step of [-1, 1920, 2879]) expect(() => mintAt(step)).toThrow(RangeError);
});

test('the chain of any moment covers that moment and four hours more', () => {
  for (const nowSeconds of [0, 1, 28_799, 28_800, 1_785_000_014, 1_785_000_015.9, 4_294_900_000]) {
    const start = chainStartAt(nowSeconds);
    expect(start % 15).toBe(0);
    expect(start).toBeLessThanOrEqual(nowSeconds);
    expect(nowSeconds + 4 * 3600).toBeLessThan(start + 12 * 3600);
  }
  expect([chainStartAt(28_799), chainStartAt(28_800)]).toEqual([0, 28_800]);
});
