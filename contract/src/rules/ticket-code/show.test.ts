import { expect, test } from 'vitest';
import vectors from '../../../test/ticket-code-vectors.json' with { type: 'json' };
import { decodeBase45 } from '../base45.ts';
import { hexToBytes } from '../bytes.ts';
import { showableCode, textToShow } from './show.ts';

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const credential = (decodeBase45(vectors.rotating_text.slice(4)) ?? new Uint8Array()).subarray(0, 118);
const sent = {
  credential: base64url(credential),
  t0: vectors.t0,
  seed: { index: 2880, value: base64url(hexToBytes(vectors.k_rot)) },
};
const stepStart = vectors.t0 + vectors.step * 15;

test('the page shows the text of the vectors in its step, and another before and after', () => {
  const code = showableCode(sent);
  expect(textToShow(code, stepStart)).toBe(vectors.rotating_text);
  expect(textToShow(code, stepStart + 14.9)).toBe(vectors.rotating_text);
  expect(textToShow(code, stepStart - 0.1)).not.toBe(vectors.rotating_text);
  expect(textToShow(code, stepStart + 15)).not.toBe(vectors.rotating_text);
});

test('a value for the step of now shows this step as the end of the chain does, and no later one', () => {
  const reveal = { index: vectors.step + 1, value: base64url(hexToBytes(vectors.reveal)) };
  const code = showableCode({ ...sent, seed: reveal });
  expect(textToShow(code, stepStart)).toBe(vectors.rotating_text);
  expect(textToShow(code, stepStart - 15)).toBe(textToShow(showableCode(sent), stepStart - 15));
  expect(textToShow(code, stepStart + 15)).toBeUndefined();
  expect(textToShow(code, vectors.t0 - 1)).toBeUndefined();
  expect(textToShow(code, Number.NaN)).toBeUndefined();
});

test('what was cut is refused', () => {
  expect(() => showableCode({ ...sent, credential: sent.credential.slice(4) })).toThrow(RangeError);
  expect(() => showableCode({ ...sent, seed: { ...sent.seed, value: 'AAAA' } })).toThrow(RangeError);
});
