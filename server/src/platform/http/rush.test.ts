import { expect, test } from 'vitest';
import { Rush } from './rush.ts';

/** What a process sees after so many calls and so much work in so much time. */
function seen(passed: { ms: number; busyMs: number; calls: number }[]): boolean[] {
  let nowMs = 5_000;
  let busyMs = 3_000;
  const rush = new Rush(
    () => nowMs,
    () => busyMs,
  );
  return passed.map((one) => {
    for (let call = 0; call < one.calls; call += 1) rush.came();
    nowMs += one.ms;
    busyMs += one.busyMs;
    return rush.isOn;
  });
}

test('many calls and a busy loop together are a rush', () => {
  expect(seen([{ ms: 500, busyMs: 250, calls: 100 }])).toEqual([true]);
  expect(seen([{ ms: 500, busyMs: 249, calls: 100 }])).toEqual([false]);
  expect(seen([{ ms: 500, busyMs: 400, calls: 99 }])).toEqual([false]);
});

test('very many calls are one also while something else has the processor', () => {
  expect(seen([{ ms: 500, busyMs: 20, calls: 200 }])).toEqual([true]);
  expect(seen([{ ms: 500, busyMs: 20, calls: 199 }])).toEqual([false]);
});

test('it is asked about now: not a moment, nor an hour', () => {
  const busy = { ms: 300, busyMs: 300, calls: 300 };
  const idle = { ms: 300, busyMs: 0, calls: 0 };
  expect(seen([busy, { ms: 100, busyMs: 0, calls: 0 }, idle])).toEqual([true, true, false]);
  expect(seen([{ ms: 3_000, busyMs: 3_000, calls: 9_000 }, busy, idle, busy])).toEqual([false, true, false, true]);
});
