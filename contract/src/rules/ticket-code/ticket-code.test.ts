import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { runTicketCodeVectors } from '../../../test/run-ticket-code-vectors.ts';
import vectors from '../../../test/ticket-code-vectors.json' with { type: 'json' };
import { type Bytes, concatBytes, hexToBytes } from '../bytes.ts';
import { chainDownTo, clockWindow, revealAt } from './chain.ts';
import { checkTicketCode } from './check.ts';
import {
  encodeHead,
  encodeRotatingSignedBytes,
  encodeRotatingText,
  encodeTaggedFields,
  encodeText,
  signatureInput,
} from './encode.ts';
import { CHAIN_LENGTH, type TicketHead } from './format.ts';
import { normalizeScannedText, parseTicketCode } from './parse.ts';
import { verifySignature } from './signature.ts';

const head: TicketHead = {
  kid: 1,
  sessionNumber: 19,
  ticketId: '0197a0b1-0000-7000-8000-000000000001',
  generation: 1,
  places: 2,
  flags: 0,
};
const zeros = (length: number): Uint8Array => new Uint8Array(length);

let keys: CryptoKeyPair;
beforeAll(async () => {
  const pair = await globalThis.crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('Ed25519 makes a pair');
  keys = pair;
});

async function sign(signedBytes: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await globalThis.crypto.subtle.sign('Ed25519', keys.privateKey, signatureInput(signedBytes)));
}

test('every positive and negative vector, and their mutations', async () => {
  const report = await runTicketCodeVectors(vectors);
  expect(report.failed).toEqual([]);
  // 784 + 1,088 flipped bits, 359 characters in two ways, 510 first bytes: fewer would mean that some did not run.
  expect(report.passed).toBeGreaterThan(3000);
});

test('a vector that is wrong is reported', async () => {
  const wrongTag = await runTicketCodeVectors({ ...vectors, tag: '00'.repeat(8) });
  expect(wrongTag.failed).toHaveLength(2);
  const wrongText = await runTicketCodeVectors({ ...vectors, static_text: '' });
  expect(wrongText).toEqual({ passed: 0, failed: ['the texts of the vectors do not parse'] });
});

describe('round trips (a failure prints its seed)', () => {
  const heads: fc.Arbitrary<TicketHead> = fc.record({
    kid: fc.integer({ min: 0, max: 255 }),
    sessionNumber: fc.integer({ min: 0, max: 0xffffffff }),
    ticketId: fc.uuid(),
    generation: fc.integer({ min: 0, max: 0xffff }),
    places: fc.integer({ min: 1, max: 50 }),
    flags: fc.integer({ min: 0, max: 7 }),
  });
  const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

  test('a static code says what was put into it, and only under its key', async () => {
    await fc.assert(
      fc.asyncProperty(heads, bytes(8), async (fields, tag) => {
        const signedBytes = encodeHead('static', fields, tag);
        const text = encodeText(concatBytes(signedBytes, await sign(signedBytes)));
        expect(text).toHaveLength(151);
        const publicKeys = new Map([[fields.kid, keys.publicKey]]);
        const checked = await checkTicketCode({ text, publicKeys, sessionNumber: fields.sessionNumber, nowSeconds: 0 });
        expect(checked).toMatchObject({ ok: true, record: { ...fields, kind: 'static', tag: Uint8Array.from(tag) } });
      }),
      { numRuns: 200 },
    );
  });

  test('a rotating code says what was put into it, in its time', async () => {
    const steps = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(0, CHAIN_LENGTH - 1));
    const starts = fc.integer({ min: 0, max: Math.floor(0xffffffff / 15) });
    await fc.assert(
      fc.asyncProperty(heads, bytes(8), bytes(16), starts, steps, async (fields, tag, end, start, step) => {
        const t0Seconds = start * 15;
        const context = { ...fields, t0Seconds };
        const reveal = chainDownTo(context, { index: CHAIN_LENGTH, value: end }, step + 1);
        const anchor = chainDownTo(context, { index: step + 1, value: reveal }, 0);
        const signedBytes = encodeRotatingSignedBytes(encodeHead('rotating', fields, tag), t0Seconds, anchor);
        const credential = concatBytes(signedBytes, await sign(signedBytes));
        const text = encodeRotatingText({ credential, step, reveal });
        expect(text).toHaveLength(208);
        const nowSeconds = t0Seconds + step * 15;
        const publicKeys = new Map([[fields.kid, keys.publicKey]]);
        const sessionNumber = fields.sessionNumber;
        const checked = await checkTicketCode({ text, publicKeys, sessionNumber, nowSeconds });
        expect(checked).toMatchObject({ ok: true, record: { ...fields, kind: 'rotating', t0Seconds, step } });
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a gate cannot accept cannot be made', () => {
  test.each([
    ['kid', { kid: 256 }],
    ['session', { sessionNumber: 2 ** 32 }],
    ['generation', { generation: 65536 }],
    ['no place', { places: 0 }],
    ['51 places', { places: 51 }],
    ['half a place', { places: 1.5 }],
    ['reserved flag', { flags: 8 }],
  ])('%s', (_name, change) => {
    expect(() => encodeHead('static', { ...head, ...change }, zeros(8))).toThrow(RangeError);
  });

  test('lengths, starts and steps', () => {
    expect(() => encodeTaggedFields({ ...head, ticketId: 'x' })).toThrow(TypeError);
    expect(() => encodeHead('static', head, zeros(7))).toThrow(RangeError);
    expect(() => encodeRotatingSignedBytes(zeros(34), 16, zeros(16))).toThrow(RangeError);
    expect(() => encodeRotatingSignedBytes(zeros(33), 15, zeros(16))).toThrow(RangeError);
    expect(() => encodeRotatingSignedBytes(zeros(34), 15, zeros(15))).toThrow(RangeError);
    expect(() => encodeText(zeros(97))).toThrow(RangeError);
    const code = { credential: zeros(118), step: 0, reveal: zeros(16) };
    expect(() => encodeRotatingText({ ...code, step: CHAIN_LENGTH })).toThrow(RangeError);
    // 80 bytes would give a text as long as a static one.
    for (const length of [80, 117]) {
      expect(() => encodeRotatingText({ ...code, credential: zeros(length) })).toThrow(RangeError);
    }
    expect(() => encodeRotatingText({ ...code, reveal: zeros(15) })).toThrow(RangeError);
  });

  test('step 2880 and a start between two steps do not parse', () => {
    const record = concatBytes(encodeHead('rotating', head, zeros(8)), zeros(102));
    expect(parseTicketCode(encodeText(record)).ok).toBe(true);
    const late = Uint8Array.from(record);
    late.set([CHAIN_LENGTH >> 8, CHAIN_LENGTH & 0xff], 118);
    expect(parseTicketCode(encodeText(late))).toEqual({ ok: false, reason: 'not_ours' });
    const between = Uint8Array.from(record);
    between[37] = 1;
    expect(parseTicketCode(encodeText(between))).toEqual({ ok: false, reason: 'not_ours' });
  });
});

describe('the chain leads down only', () => {
  const context = { ...head, t0Seconds: 0 };
  const disclosed = { index: 960, value: zeros(16) };

  test('a page cannot make a code after what was disclosed to it', () => {
    expect(revealAt(context, disclosed, 959)).toEqual(zeros(16));
    expect(() => revealAt(context, disclosed, 960)).toThrow(RangeError);
  });

  test('indexes outside the chain', () => {
    expect(() => chainDownTo(context, disclosed, -1)).toThrow(RangeError);
    expect(() => chainDownTo(context, disclosed, 0.5)).toThrow(RangeError);
    expect(() => chainDownTo(context, { index: 2881, value: zeros(16) }, 0)).toThrow(RangeError);
    for (const length of [0, 15, 17]) {
      expect(() => chainDownTo(context, { index: 1, value: zeros(length) }, 1)).toThrow(RangeError);
    }
  });

  test('the clock at the start of the chain', () => {
    expect(clockWindow(300, 0, 285)).toBe('ok');
    expect(clockWindow(300, 0, 284)).toBe('stale');
    expect(clockWindow(300, 0, 344)).toBe('ok');
    expect(clockWindow(300, 0, 345)).toBe('stale');
  });
});

test('a scanned text of megabytes is put down at once', () => {
  expect(normalizeScannedText(`]Q1\\000026${'0'.repeat(10_000_000)}`)).toBeUndefined();
  expect(parseTicketCode('OG1:'.repeat(1_000_000))).toEqual({ ok: false, reason: 'not_ours' });
});

test('a malformed public key is an error of the caller, not of the ticket', async () => {
  const parsed = parseTicketCode(vectors.static_text);
  if (!parsed.ok) throw new Error('the vector does not parse');
  const tooShort = new Map([[vectors.kid, hexToBytes('00'.repeat(31))]]);
  await expect(verifySignature(parsed.record, tooShort)).rejects.toThrow();
});

test('a refusal of the session names the session of the code, one of the clock gives the record', async () => {
  const publicKeys = new Map([[vectors.kid, hexToBytes(vectors.public_key)]]);
  const input = { text: vectors.rotating_text, publicKeys, sessionNumber: vectors.session, nowSeconds: 0 };
  const elsewhere = await checkTicketCode({ ...input, sessionNumber: 1 });
  expect(elsewhere).toEqual({ ok: false, reason: 'wrong_session', codeSessionNumber: vectors.session });
  const stale = await checkTicketCode(input);
  expect(stale).toMatchObject({ ok: false, reason: 'stale_code', record: { ticketId: vectors.ticket_id } });
});
