import { expect, test } from 'vitest';
import { LoopRounds } from './loop-rounds.ts';

/** Rounds of a loop that the test turns by hand. */
function loop() {
  let nowMs = 1_000;
  let end: () => void = () => undefined;
  const rounds = new LoopRounds(
    () => nowMs,
    (work) => {
      end = work;
    },
  );
  return {
    rounds,
    pass: (ms: number): void => {
      nowMs += ms;
    },
    /** One round with calls at its beginning and end. */
    turn: (ms: number) => {
      rounds.come();
      nowMs += ms;
      const last = rounds.come();
      end();
      return last;
    },
  };
}

test('says how long calls have kept a round busy', () => {
  const { turn } = loop();
  expect(turn(40)).toEqual({ sinceMs: 40, isCrowded: false });
  expect(turn(3)).toEqual({ sinceMs: 3, isCrowded: false });
});

test('a burst is no crowd; rounds that stay long are, until one is short', () => {
  const { turn, rounds } = loop();
  expect(turn(90).isCrowded).toBe(false);
  expect(turn(5).isCrowded).toBe(false);
  for (let round = 0; round < 5; round += 1) expect(turn(20).isCrowded).toBe(false);
  expect(turn(20).isCrowded).toBe(true);
  expect(rounds.isCrowded).toBe(true);
  turn(5);
  expect(rounds.isCrowded).toBe(false);
  expect(turn(20).isCrowded).toBe(false);
});

test('a crowd that went away without a short round is forgotten', () => {
  const { turn, rounds, pass } = loop();
  for (let round = 0; round < 20; round += 1) turn(20);
  pass(500);
  expect(rounds.isCrowded).toBe(false);
  expect(turn(90).isCrowded).toBe(false);
});
