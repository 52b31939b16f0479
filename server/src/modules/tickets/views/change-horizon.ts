import type { Db } from '../../../platform/database/database.ts';
import { selectLastNumber, selectWriters } from '../sql/list-entries.ts';

/**
 * Up to which number every change of a ticket is committed or never will be. Numbers are given out before transactions end, so
 * a change may appear below one that was seen before; who reads on from the last number seen would miss it for ever. The
 * horizon is what was the last number when all who were writing then have ended: reading again from there misses nothing,
 * and reads a change twice at most.
 */
export class ChangeHorizon {
  readonly #db: Db;
  #settled = 0;
  #waiting: { number: number; writers: ReadonlySet<string> } | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The horizon now. Rows must be read after this answer, not before. */
  async look(): Promise<number> {
    // First the number: whoever took one up to it and has not ended is among the writers that are listed then.
    const number = await selectLastNumber(this.#db);
    const writers = await selectWriters(this.#db);
    const waiting = this.#waiting;
    if (waiting !== null && [...waiting.writers].every((writer) => !writers.has(writer))) {
      this.#settled = waiting.number;
      this.#waiting = null;
    }
    if (writers.size === 0) {
      this.#settled = number;
      this.#waiting = null;
    }
    this.#waiting ??= { number, writers };
    return this.#settled;
  }
}
