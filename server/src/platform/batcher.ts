import { type Refusal, refuse } from './http/refusal.ts';

/** What a batcher is made of. */
export interface BatcherOptions<Request, Answer> {
  /**
   * Does the work of some requests at once; one answer each, in their order. When it throws, nothing of it was done: then
   * it is called again with either half.
   */
  run: (requests: readonly Request[]) => Promise<readonly Answer[]>;
  /** Requests of one row wait for each other; different rows know nothing of each other. */
  rowOf: (request: Request) => string;
  /** No two requests of one owner are at work at the same time in one row. */
  ownerOf: (request: Request) => string;
  /** Whoever asked has left: the request is dropped before it is worked on. */
  hasLeft: (request: Request) => boolean;
  /** False: the error would be the same for any half, such as a database that does not answer. */
  isWorthSplitting: (error: unknown) => boolean;
  nowMs: () => number;
  maxBatch?: number;
  /** Batches of one row at work at the same time. */
  maxAtWork?: number;
}

/** Figures since the start. Times in milliseconds. */
export interface BatcherFigures {
  rows: number;
  waiting: number;
  atWork: number;
  batches: number;
  requests: number;
  largestBatch: number;
  /** Sum and longest of the times that requests waited for their batch to begin. */
  waitedMs: number;
  longestWaitMs: number;
  splits: number;
  refused: number;
  left: number;
}

interface Waiting<Request, Answer> {
  request: Request;
  owner: string;
  sinceMs: number;
  resolve(answer: Answer | Refusal): void;
  reject(error: unknown): void;
}

interface Row<Request, Answer> {
  queue: Waiting<Request, Answer>[];
  owners: Set<string>;
  atWork: number;
  /** The next batch begins at the end of this turn of the event loop. */
  beginning: boolean;
  /** Smoothed time between two requests done; null until the first batch is. */
  msPerRequest: number | null;
}

/** More in one statement makes nothing faster and everybody in it later. */
const usualBatch = 256;
/** While one is committed the next is decided; a third would only wait for the lock of the second. */
const usualAtWork = 2;
/** A queue holds what can be done in this time; who comes then is asked to come again. */
const queueMs = 2_000;
const fewestQueued = 512;
const mostQueued = 20_000;
/** Until the speed is known. */
const firstQueued = 4_096;
/** Nobody waits longer than this, whatever was measured. */
const patienceMs = 5_000;
const smoothing = 0.2;

/**
 * Collects requests for one row while earlier ones are at work and then does all that wait at once. There is no timer: a
 * request that finds nobody at work begins at once. First come, first served, except that a second request of an owner
 * waits for the first.
 */
export class Batcher<Request, Answer> {
  readonly #options: BatcherOptions<Request, Answer>;
  readonly #rows = new Map<string, Row<Request, Answer>>();
  readonly #figures = {
    batches: 0,
    requests: 0,
    largestBatch: 0,
    waitedMs: 0,
    longestWaitMs: 0,
    splits: 0,
    refused: 0,
    left: 0,
  };

  constructor(options: BatcherOptions<Request, Answer>) {
    this.#options = options;
  }

  /** The answer to one request; overloaded when too many wait or it waited too long. Throws what its work threw. */
  submit(request: Request): Promise<Answer | Refusal> {
    const { rowOf, ownerOf, nowMs } = this.#options;
    const key = rowOf(request);
    const row = this.#rows.get(key) ?? {
      queue: [],
      owners: new Set(),
      atWork: 0,
      beginning: false,
      msPerRequest: null,
    };
    if (row.queue.length >= mostWaiting(row)) {
      this.#figures.refused += 1;
      return Promise.resolve(overloaded());
    }
    this.#rows.set(key, row);
    return new Promise((resolve, reject) => {
      row.queue.push({ request, owner: ownerOf(request), sinceMs: nowMs(), resolve, reject });
      if (row.beginning || row.atWork >= (this.#options.maxAtWork ?? usualAtWork)) return;
      row.beginning = true;
      // Whoever else arrives in this turn of the event loop comes along.
      setImmediate(() => {
        row.beginning = false;
        this.#begin(key, row);
      });
    });
  }

  /** What it has done and has to do. */
  figures(): BatcherFigures {
    const rows = [...this.#rows.values()];
    return {
      rows: rows.length,
      waiting: rows.reduce((sum, row) => sum + row.queue.length, 0),
      atWork: rows.reduce((sum, row) => sum + row.atWork, 0),
      ...this.#figures,
    };
  }

  /** Begins as many batches as may be at work. */
  #begin(key: string, row: Row<Request, Answer>): void {
    while (row.atWork < (this.#options.maxAtWork ?? usualAtWork)) {
      const batch = this.#take(row);
      if (batch.length === 0) break;
      row.atWork += 1;
      void this.#work(row, batch).finally(() => {
        row.atWork -= 1;
        for (const { owner } of batch) row.owners.delete(owner);
        this.#begin(key, row);
      });
    }
    // What no one waits for any more is forgotten.
    if (row.atWork === 0 && row.queue.length === 0 && !row.beginning && this.#rows.get(key) === row)
      this.#rows.delete(key);
  }

  /** The next to be worked on, in the order they came, one of each owner. */
  #take(row: Row<Request, Answer>): Waiting<Request, Answer>[] {
    const most = this.#options.maxBatch ?? usualBatch;
    const batch: Waiting<Request, Answer>[] = [];
    const nowMs = this.#options.nowMs();
    let looked = 0;
    const passed: Waiting<Request, Answer>[] = [];
    for (; looked < row.queue.length && batch.length < most; looked += 1) {
      const one = row.queue[looked];
      if (one === undefined) break;
      if (this.#isDropped(one, nowMs)) continue;
      if (row.owners.has(one.owner)) {
        passed.push(one);
        continue;
      }
      row.owners.add(one.owner);
      this.#figures.waitedMs += nowMs - one.sinceMs;
      this.#figures.longestWaitMs = Math.max(this.#figures.longestWaitMs, nowMs - one.sinceMs);
      batch.push(one);
    }
    row.queue = [...passed, ...row.queue.slice(looked)];
    return batch;
  }

  /** Answers who has left or waited too long. */
  #isDropped(one: Waiting<Request, Answer>, nowMs: number): boolean {
    const left = this.#options.hasLeft(one.request);
    if (!left && nowMs - one.sinceMs <= patienceMs) return false;
    this.#figures[left ? 'left' : 'refused'] += 1;
    one.resolve(overloaded());
    return true;
  }

  async #work(row: Row<Request, Answer>, batch: readonly Waiting<Request, Answer>[]): Promise<void> {
    const beganMs = this.#options.nowMs();
    this.#figures.batches += 1;
    this.#figures.requests += batch.length;
    this.#figures.largestBatch = Math.max(this.#figures.largestBatch, batch.length);
    await this.#settle(batch);
    const measured = (this.#options.nowMs() - beganMs) / batch.length / row.atWork;
    row.msPerRequest = row.msPerRequest === null ? measured : row.msPerRequest * (1 - smoothing) + measured * smoothing;
  }

  /** Answers all of them; one that cannot be done fails alone. */
  async #settle(batch: readonly Waiting<Request, Answer>[]): Promise<void> {
    try {
      const answers = await this.#options.run(batch.map(({ request }) => request));
      if (answers.length !== batch.length) throw new Error(`${answers.length} answers to ${batch.length} requests`);
      for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer);
    } catch (error) {
      if (batch.length === 1 || !this.#options.isWorthSplitting(error)) {
        for (const one of batch) one.reject(error);
        return;
      }
      this.#figures.splits += 1;
      const half = Math.ceil(batch.length / 2);
      await this.#settle(batch.slice(0, half));
      await this.#settle(batch.slice(half));
    }
  }
}

function mostWaiting(row: Row<unknown, unknown>): number {
  if (row.msPerRequest === null) return firstQueued;
  return Math.min(mostQueued, Math.max(fewestQueued, Math.round(queueMs / row.msPerRequest)));
}

function overloaded(): Refusal {
  return refuse('overloaded', { retryAfterSeconds: 1 });
}
