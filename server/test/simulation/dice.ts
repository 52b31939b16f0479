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

/** Ids begin with the number of the world they were made in, so that a seed can be run again on the same database. */
let worlds = 0;

/**
 * Has all of the process's randomness and ids follow from the seed until the returned function is called. Ids of one world
 * sort in the order in which they were made.
 */
export function seedTheProcess(seed: number): () => void {
  const kept = { randomBytes: crypto.randomBytes, randomUUIDv7: crypto.randomUUIDv7 };
  const random = seededRandom(seed ^ 0x5eed);
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  worlds += 1;
  const world = (Date.now() % 2 ** 24) * 2 ** 20 + (worlds % 2 ** 20);
  let made = 0;
  const uuid = (): string => {
    made += 1;
    const head = (world % 2 ** 48).toString(16).padStart(12, '0');
    const count = made.toString(16).padStart(6, '0');
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
