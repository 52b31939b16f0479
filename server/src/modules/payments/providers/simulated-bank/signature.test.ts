import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { signEvent } from '../../../../simulated-bank/secrets.ts';
import { isSignedEvent, signatureToleranceSeconds } from './signature.ts';

const key = Buffer.alloc(32, 7);
const old = Buffer.alloc(32, 8);
const keys = {
  currentId: 2,
  keys: new Map([
    [1, old],
    [2, key],
  ]),
};
const body = Buffer.from('{"id":"evt_1","amountCents":9000}');
const now = 1_790_000_000_000;

test('the header is the HMAC-SHA256 of time and body', () => {
  const expected = createHmac('sha256', key).update(`1790000000.${body.toString()}`).digest('hex');
  expect(signEvent(keys, body, now)).toBe(`t=1790000000,v1=${expected}`);
});

test('what was signed is believed, by an older key too', () => {
  expect(isSignedEvent(keys, body, signEvent(keys, body, now), now)).toBe(true);
  expect(isSignedEvent(keys, body, signEvent({ currentId: 1, keys: keys.keys }, body, now), now)).toBe(true);
});

test('another key, another body, another time or no signature is not', () => {
  const header = signEvent(keys, body, now);
  const stranger = { currentId: 1, keys: new Map([[1, Buffer.alloc(32, 9)]]) };
  expect(isSignedEvent(keys, body, signEvent(stranger, body, now), now)).toBe(false);
  expect(isSignedEvent(keys, Buffer.from(body.toString().replace('9000', '900')), header, now)).toBe(false);
  expect(isSignedEvent(keys, Buffer.from(`${body.toString()} `), header, now)).toBe(false);
  expect(isSignedEvent(keys, body, header.replace('t=1790000000', 't=1790000001'), now)).toBe(false);
  for (const none of [undefined, '', 't=1790000000', 'v1=00', header.toUpperCase(), `${header},v1=00`]) {
    expect(isSignedEvent(keys, body, none, now), String(none)).toBe(false);
  }
});

test('a signature is good for five minutes either way', () => {
  const header = signEvent(keys, body, now);
  const edge = signatureToleranceSeconds * 1_000;
  expect(isSignedEvent(keys, body, header, now + edge)).toBe(true);
  expect(isSignedEvent(keys, body, header, now + edge + 1)).toBe(false);
  expect(isSignedEvent(keys, body, header, now - edge)).toBe(true);
  expect(isSignedEvent(keys, body, header, now - edge - 1)).toBe(false);
});
