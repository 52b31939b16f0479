import { expect, test } from 'vitest';
import { believedMoment } from './believed-moment.ts';
import { continueChain } from './continue-chain.ts';

const nowMs = 1_000_000_000;

test('a clock is believed to the minute, but neither into the future nor behind what it said before', () => {
  const latestMs = nowMs - 600_000;
  const believed = (scannedAtMs: number): number => believedMoment(scannedAtMs, { latestMs, nowMs }) - nowMs;
  expect(believed(nowMs - 5_000)).toBe(-5_000);
  expect(believed(nowMs + 59_000)).toBe(59_000);
  expect(believed(nowMs + 61_000)).toBe(0);
  expect(believed(latestMs - 59_000)).toBe(-659_000);
  expect(believed(latestMs - 61_000)).toBe(-600_000);
  expect(believedMoment(5, { latestMs: null, nowMs })).toBe(5);
});

test('an upload goes on where the chain ends; what was sent before may come along', () => {
  const chain = ['a', 'b', 'c', 'd'].map((hash, at, all) => ({ hash, previous: all[at - 1] ?? '' }));
  const after = (count: number, from: number): number | null =>
    continueChain(
      { length: count, head: chain[count - 1]?.hash ?? null },
      chain.slice(from),
      new Set(chain.slice(0, count).map(({ hash }) => hash)),
    );
  expect(after(0, 0)).toBe(0);
  expect(after(2, 0)).toBe(2);
  expect(after(2, 2)).toBe(0);
  expect(after(4, 1)).toBe(3);
  expect(after(0, 1)).toBeNull();
  expect(after(1, 2)).toBeNull();
  expect(continueChain({ length: 2, head: 'b' }, [{ hash: 'x', previous: 'a' }], new Set(['a', 'b']))).toBeNull();
});
