import { type Refusal, refuse } from './http/refusal.ts';

/** What a batcher is made of. */
export interface BatcherOptions<Request, Answer> {
  /**
   * Does the work of some requests at once; one answer each, in their order. When it throws, nothing of it was done: then
   * it is called again with either half.
   */
  run: (requests: readonly Request[]) => Promise<readonly Answer[]>;
  /** What a request wants: requests of one row wait for each other. Each row has batches of its own, unless they mix. */
  rowOf: (request: Request) => string;
  /** No two requests of one owner are at work at the same time. */
  ownerOf: (request: Request) => string;
  /** Whoever asked has left: the request is dropped before it is worked on. */
  hasLeft: (request: Request) => boolean;
  /** False: the error would be the same for any half, such as a database that does not answer. */
  isWorthSplitting: (error: unknown) => boolean;
  /**
   * Where it is given, batches mix rows, each with an equal share. It says true of an error when somebody else kept one of
   * the rows for too long: each row of that batch is then worked on by itself once.
   */
  isStuck?: (error: unknown) => boolean;
  nowMs: () => number;
  maxBatch?: number;
  /** Batches at work at the same time, of each row or of all that mix. */
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
  /** Batches of several rows that were taken apart because one of them was stuck. */
  stuck: number;
  refused: number;
  left: number;
}

interface Waiting<Request, Answer> {
  request: Request;
  owner: string;
  row: Row<Request, Answer>;
  sinceMs: number;
  resolve(answer: Answer | Refusal): void;
  reject(error: unknown): void;
}

interface Row<Request, Answer> {
  queue: Waiting<Request, Answer>[];
  /** Batches with requests of it that are at work. */
  atWork: number;
  /** It may be stuck, and is worked on by itself until a batch of it is done. */
  alone: boolean;
}

type Batch<Request, Answer> = Waiting<Request, Answer>[];

/** More in one statement makes nothing faster and everybody in it later. */
const usualBatch = 256;
/** While one is committed the next is decided; of the same row, a third would only wait for the lock of the second. */
const usualAtWork = 2;
/** What waits is what can be done in this time; who comes then is asked to come again. */
const queueMs = 2_000;
const fewestQueued = 512;
const mostQueued = 20_000;
/** Longest that some wait for others to join them while a batch is at work. */
const longestHeldBackMs = 50;
/** Until the speed is known. */
const firstQueued = 4_096;
/** Nobody waits longer than this, whatever was measured. */
const patienceMs = 5_000;
const smoothing = 0.2;
/** Rows that may be stuck and are worked on at once, beside the batches of the others. */
const aloneAtWork = 2;

/**
 * Collects requests while earlier ones are at work and then does all that wait at once. A request that finds nobody at work
 * begins at once. In each row first come, first served, except that a second request of an owner waits for the first; where
 * rows mix, one that many want takes no more of a batch than its share while others wait.
 */
export class Batcher<Request, Answer> {
  readonly #options: BatcherOptions<Request, Answer>;
  readonly #mostAtWork: number;
  readonly #rows = new Map<string, Row<Request, Answer>>();
  readonly #owners = new Set<string>();
  #waiting = 0;
  /** Batches at work, those of them that are of a row by itself though rows mix, and requests in all of them. */
  #atWork = 0;
  #alone = 0;
  #requestsAtWork = 0;
  /** A look after those who are held back is due; the next batch begins at the end of this turn of the event loop. */
  #looksAgain = false;
  #beginning = false;
  /** Smoothed time between two requests done; null until the first batch is. */
  #msPerRequest: number | null = null;
  readonly #figures = {
    batches: 0,
    requests: 0,
    largestBatch: 0,
    waitedMs: 0,
    longestWaitMs: 0,
    splits: 0,
    stuck: 0,
    refused: 0,
    left: 0,
  };

  constructor(options: BatcherOptions<Request, Answer>) {
    this.#options = options;
    this.#mostAtWork = options.maxAtWork ?? usualAtWork;
  }

  /** The answer to one request; overloaded when too many wait or it waited too long. Throws what its work threw. */
  submit(request: Request): Promise<Answer | Refusal> {
    const { rowOf, ownerOf, nowMs } = this.#options;
    const key = rowOf(request);
    const row = this.#rows.get(key) ?? { queue: [], atWork: 0, alone: false };
    if (this.#isFull(row)) {
      this.#figures.refused += 1;
      return Promise.resolve(overloaded());
    }
    this.#rows.set(key, row);
    this.#waiting += 1;
    return new Promise((resolve, reject) => {
      row.queue.push({ request, owner: ownerOf(request), row, sinceMs: nowMs(), resolve, reject });
      if (this.#beginning) return;
      this.#beginning = true;
      // Whoever else arrives in this turn of the event loop comes along.
      setImmediate(() => {
        this.#beginning = false;
        this.#begin();
      });
    });
  }

  /** What it has done and has to do. */
  figures(): BatcherFigures {
    return { rows: this.#rows.size, waiting: this.#waiting, atWork: this.#atWork, ...this.#figures };
  }

  /** True when two seconds of work wait, and of this row at least its share of that. */
  #isFull(row: Row<Request, Answer>): boolean {
    if (this.#waiting >= mostQueued) return true;
    const ms = this.#msPerRequest;
    const most = ms === null ? firstQueued : Math.min(mostQueued, Math.max(fewestQueued, Math.round(queueMs / ms)));
    return this.#waiting >= most && row.queue.length * this.#rows.size >= most;
  }

  /** Begins as many batches as may be at work. */
  #begin(isLate = false): void {
    const rows = [...this.#rows.values()];
    if (this.#options.isStuck !== undefined) this.#beginMixed(rows, isLate);
    else for (const row of rows) while (row.atWork < this.#mostAtWork && this.#beginOne([row])) continue;
    // What no one waits for any more is forgotten.
    for (const [key, row] of this.#rows) if (row.atWork === 0 && row.queue.length === 0) this.#rows.delete(key);
  }

  /**
   * Beside batches another begins only once as many wait as are in one of them, as a mean: the first to come back after a reply
   * would else be a batch of their own, and take the place of the many right behind them. When it is late, few are enough.
   */
  #beginMixed(rows: readonly Row<Request, Answer>[], isLate: boolean): void {
    const mixing = rows.filter((row) => !row.alone);
    const atWork = (): number => this.#atWork - this.#alone;
    const areEnough = (): boolean => isLate || atWork() === 0 || this.#waiting * this.#atWork >= this.#requestsAtWork;
    while (atWork() < this.#mostAtWork && areEnough() && this.#beginOne(mixing)) continue;
    if (atWork() < this.#mostAtWork && mixing.some(({ queue }) => queue.length > 0)) this.#lookAgain();
    const alone = rows.filter((row) => row.alone && row.atWork === 0);
    for (const row of alone) if (this.#alone < aloneAtWork) this.#beginOne([row]);
  }

  #lookAgain(): void {
    if (this.#looksAgain) return;
    this.#looksAgain = true;
    setTimeout(() => {
      this.#looksAgain = false;
      this.#begin(true);
    }, longestHeldBackMs).unref();
  }

  /** Begins a batch of these rows; false when there is nothing to do. */
  #beginOne(from: readonly Row<Request, Answer>[]): boolean {
    const batch = this.#take(from, this.#options.nowMs());
    if (batch.length === 0) return false;
    const rows = new Set(batch.map(({ row }) => row));
    const alone = from.length === 1 && from[0]?.alone === true ? 1 : 0;
    this.#atWork += 1;
    this.#requestsAtWork += batch.length;
    this.#alone += alone;
    for (const row of rows) row.atWork += 1;
    void this.#work(batch).finally(() => {
      this.#atWork -= 1;
      this.#requestsAtWork -= batch.length;
      this.#alone -= alone;
      for (const row of rows) row.atWork -= 1;
      if (alone === 1) for (const row of rows) row.alone = false;
      for (const { owner } of batch) this.#owners.delete(owner);
      this.#begin();
    });
    return true;
  }

  /** The next to be worked on: an equal share of each row, then what else fits, in the order they came. */
  #take(rows: readonly Row<Request, Answer>[], nowMs: number): Batch<Request, Answer> {
    const most = this.#options.maxBatch ?? usualBatch;
    const waiting = rows
      .filter((row) => row.queue.length > 0)
      .toSorted((one, other) => (one.queue[0]?.sinceMs ?? 0) - (other.queue[0]?.sinceMs ?? 0));
    const batch: Batch<Request, Answer> = [];
    const share = Math.max(1, Math.floor(most / waiting.length));
    for (const room of waiting.length > 1 ? [share, most] : [most]) {
      for (const row of waiting) this.#takeOf(row, Math.min(room, most - batch.length), batch, nowMs);
    }
    this.#figures.waitedMs += batch.reduce((sum, one) => sum + nowMs - one.sinceMs, 0);
    this.#figures.longestWaitMs = Math.max(this.#figures.longestWaitMs, ...batch.map((one) => nowMs - one.sinceMs));
    return batch;
  }

  /** Takes up to so many of one row, in the order they came, one of each owner. */
  #takeOf(row: Row<Request, Answer>, room: number, batch: Batch<Request, Answer>, nowMs: number): void {
    const passed: Batch<Request, Answer> = [];
    let looked = 0;
    let taken = 0;
    for (; looked < row.queue.length && taken < room; looked += 1) {
      const one = row.queue[looked];
      if (one === undefined) break;
      if (this.#isDropped(one, nowMs)) continue;
      if (this.#owners.has(one.owner)) {
        passed.push(one);
        continue;
      }
      this.#owners.add(one.owner);
      batch.push(one);
      taken += 1;
    }
    this.#waiting -= looked - passed.length;
    row.queue = [...passed, ...row.queue.slice(looked)];
  }

  /** Answers who has left or waited too long. */
  #isDropped(one: Waiting<Request, Answer>, nowMs: number): boolean {
    const left = this.#options.hasLeft(one.request);
    if (!left && nowMs - one.sinceMs <= patienceMs) return false;
    this.#figures[left ? 'left' : 'refused'] += 1;
    one.resolve(overloaded());
    return true;
  }

  async #work(batch: Batch<Request, Answer>): Promise<void> {
    const beganMs = this.#options.nowMs();
    this.#figures.batches += 1;
    this.#figures.requests += batch.length;
    this.#figures.largestBatch = Math.max(this.#figures.largestBatch, batch.length);
    await this.#settle(batch);
    const measured = (this.#options.nowMs() - beganMs) / batch.length / this.#atWork;
    this.#msPerRequest = (this.#msPerRequest ?? measured) * (1 - smoothing) + measured * smoothing;
  }

  /** Answers all of them; one that cannot be done fails alone. */
  async #settle(batch: Batch<Request, Answer>): Promise<void> {
    try {
      const answers = await this.#options.run(batch.map(({ request }) => request));
      if (answers.length !== batch.length) throw new Error(`${answers.length} answers to ${batch.length} requests`);
      for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer);
    } catch (error) {
      const rows = new Set(batch.map(({ row }) => row));
      if (rows.size > 1 && this.#options.isStuck?.(error) === true) return this.#takeApart(batch, rows);
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

  /** Puts all of them back to the front of their rows, each of which is then worked on by itself. */
  #takeApart(batch: Batch<Request, Answer>, rows: ReadonlySet<Row<Request, Answer>>): void {
    this.#figures.stuck += 1;
    for (const row of rows) {
      row.queue = [...batch.filter((one) => one.row === row), ...row.queue];
      row.alone = true;
    }
    this.#waiting += batch.length;
  }
}

function overloaded(): Refusal {
  return refuse('overloaded', { retryAfterSeconds: 1 });
}
