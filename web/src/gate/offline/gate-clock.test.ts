import { expect, test } from 'vitest';
import { createGateClock, type DeviceClocks } from './gate-clock.ts';

/** Clocks that a test moves: both at once as time passes, the wall clock alone as somebody sets it. */
function movable(wallMs = 1_000_000) {
  let wall = wallMs;
  let running = 5_000;
  const clocks: DeviceClocks = { wallMs: () => wall, runningMs: () => running };
  return {
    clocks,
    pass: (ms: number) => {
      wall += ms;
      running += ms;
    },
    set: (ms: number) => {
      wall += ms;
    },
  };
}
const kept = { offsetMs: 500, lastWallMs: 900_000 };

test('it takes the server’s time, half of the way there and back', () => {
  const { clocks, pass } = movable();
  const clock = createGateClock(undefined, clocks);
  expect(clock.isDoubtful()).toBe(true);
  pass(200);
  clock.set(2_000_000, 1_000_000);
  expect(clock.isDoubtful()).toBe(false);
  expect(clock.nowMs()).toBe(2_000_100);
  expect(clock.offsetMs()).toBe(999_900);
  pass(3_600_000);
  expect(clock.nowMs()).toBe(5_600_100);
  expect(clock.isDoubtful()).toBe(false);
});

test('it goes on from what was kept, unless the clock has gone back since', () => {
  const { clocks } = movable();
  const clock = createGateClock(kept, clocks);
  expect(clock.nowMs()).toBe(1_000_500);
  expect(clock.isDoubtful()).toBe(false);
  expect(createGateClock({ ...kept, lastWallMs: 1_000_900 }, clocks).isDoubtful()).toBe(false);
  expect(createGateClock({ ...kept, lastWallMs: 1_001_001 }, clocks).isDoubtful()).toBe(true);
});

test.each([-20_001, 20_001])(
  'moved by %i ms it is doubtful, also when it is moved back, until the server is heard',
  (moved) => {
    const { clocks, set, pass } = movable();
    const clock = createGateClock(kept, clocks);
    set(moved);
    pass(1_000);
    expect(clock.isDoubtful()).toBe(true);
    set(-moved);
    expect(clock.isDoubtful()).toBe(true);
    clock.set(3_000_000, clocks.wallMs());
    expect(clock.isDoubtful()).toBe(false);
    expect(clock.nowMs()).toBe(3_000_000);
  },
);

test('small corrections pass', () => {
  const { clocks, set } = movable();
  const clock = createGateClock(kept, clocks);
  set(19_000);
  expect(clock.isDoubtful()).toBe(false);
  set(-38_000);
  expect(clock.isDoubtful()).toBe(false);
});

test('a device that slept has lost running time: that is no fault, a clock that went back in its sleep is', () => {
  const slept = movable();
  const clock = createGateClock(kept, slept.clocks);
  slept.set(600_000);
  clock.woke();
  expect(clock.isDoubtful()).toBe(false);
  expect(clock.nowMs()).toBe(1_600_500);
  slept.set(-600_000);
  clock.woke();
  expect(clock.isDoubtful()).toBe(true);
});
