import { expect, test } from 'vitest';
import { randomBytes, randomToken, uuidv7 } from './random.ts';

test('bytes and tokens have their length and do not repeat', () => {
  expect(randomBytes(32)).toHaveLength(32);
  expect(randomToken(128)).toMatch(/^[A-Za-z0-9_-]{22}$/);
  const tokens = new Set(Array.from({ length: 1000 }, () => randomToken(256)));
  expect(tokens.size).toBe(1000);
});

test('a token that could be guessed is not made', () => {
  for (const bits of [0, 64, 120, 129, Number.NaN]) expect(() => randomToken(bits)).toThrow(RangeError);
});

test('ids are UUIDs of version 7 that say when they were made', () => {
  const before = Date.now();
  const ids = Array.from({ length: 1000 }, () => uuidv7());
  const after = Date.now();
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const madeMs = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(madeMs).toBeGreaterThanOrEqual(before);
    expect(madeMs).toBeLessThanOrEqual(after);
  }
});
