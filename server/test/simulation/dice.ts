import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { seededRandom } from '../sales.ts';

/** What happens by chance, by a seed. */
export class Dice {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** A whole number from 0, below `sides`. */
  upTo(sides: number): number {
    return Math.floor(this.#random() * sides);
  }

  /** True so often out of one. */
  happens(share: number): boolean {
    return this.#random() < share;
  }

  pick<T>(things: readonly T[]): T | undefined {
    return things[this.upTo(things.length)];
  }
}

/** Below what an order code throws away for fairness: whether a code comes of some bytes does not depend on the world. */
const byteValues = 192;

/** Ids begin with the number of the world they were made in, so that a seed can be run again on the same database. */
let worlds = 0;

/**
 * Has all of the process's randomness and ids follow from the seed and the task that draws them, until the returned function is
 * called: what one task draws does not depend on how far another one is. Ids of one task sort in the order in which they were
 * made. Every world has ids and codes of its own, but no byte decides anything that another world's would not.
 */
export function seedTheProcess(seed: number, taskNumber: () => number): () => void {
  const kept = { randomBytes: crypto.randomBytes, randomUUIDv7: crypto.randomUUIDv7 };
  worlds += 1;
  const world = (Date.now() % 2 ** 24) * 2 ** 20 + (worlds % 2 ** 20);
  const head = world.toString(16).padStart(12, '0');
  const other = seededRandom(world);
  const shifts = Array.from({ length: 8 }, () => Math.floor(other() * byteValues));
  const streams = new Map<number, { random: () => number; made: number }>();
  const stream = (): { random: () => number; made: number } => {
    const task = taskNumber();
    const known = streams.get(task) ?? { random: seededRandom(seed ^ 0x5eed ^ Math.imul(task, 0x9e3779b1)), made: 0 };
    streams.set(task, known);
    return known;
  };
  const bytes = (length: number): Buffer => {
    const { random } = stream();
    const draw = (_: unknown, at: number): number =>
      (Math.floor(random() * byteValues) + (shifts[at % shifts.length] ?? 0)) % byteValues;
    return Buffer.from(Array.from({ length }, draw));
  };
  const uuid = (): string => {
    const drawn = stream();
    drawn.made += 1;
    const count = (taskNumber() * 2 ** 10 + (drawn.made % 2 ** 10)).toString(16).padStart(6, '0');
    const tail = bytes(6).toString('hex');
    return `${head.slice(0, 8)}-${head.slice(8)}-7${count.slice(0, 3)}-8${count.slice(3)}-${tail}`;
  };
  Object.assign(crypto, { randomBytes: bytes, randomUUIDv7: uuid });
  syncBuiltinESMExports();
  return () => {
    Object.assign(crypto, kept);
    syncBuiltinESMExports();
  };
}
