import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Kysely, type KyselyPlugin, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Database, Db } from '../../src/platform/database/database.ts';
import type { DB } from '../../src/platform/database/schema.ts';
import type { Dice } from './dice.ts';
import { StepClient } from './step-client.ts';
import { inOrder, type Parked, type Task } from './task.ts';

const connections = 16;
/** A statement that has not answered for so long is looked at: does it wait for a lock? */
const lookAfterMs = 3;
/** So many turns of the loop without a change are the end of what a step set off. */
const calmTurns = 3;
/** Neither a statement nor a lock takes that long. */
const stuckAfterMs = 20_000;

const never = new Promise<never>(() => undefined);

/**
 * Lets one of the tasks at work take its next step, by the dice, and waits until all stand still again: before a statement,
 * before or after a call of the bank, or waiting for a lock. So the same seed gives the same order of steps, on a real database.
 */
export class Scheduler {
  readonly db: Db;
  readonly #dice: Dice;
  readonly #monitor: pg.PoolClient;
  readonly #free: StepClient[];
  readonly #raw: pg.PoolClient[];
  readonly #current = new AsyncLocalStorage<Task>();
  readonly #tasks = new Set<Task>();
  readonly #parked: Parked[] = [];
  /** Statements that have not answered, by connection. */
  readonly #inFlight = new Map<number, number>();
  /** Transactions of dead processes that are being rolled back. */
  #rollingBack = 0;
  /** Why a transaction of a dead process could not be rolled back. */
  #broken: Error | null = null;
  #ended: Task[] = [];
  #begun = 0;
  #changes = 0;
  #changedAtMs = 0;
  #wake: () => void = () => undefined;
  /** The steps that were taken: the number of the task and what it did. */
  readonly trace: string[] = [];
  /**
   * Two tasks waited for the end of the same transaction, as for a row of the same key: PostgreSQL woke both at once, and
   * which of them went on first did not follow from the seed.
   */
  contested = false;

  private constructor(dice: Dice, monitor: pg.PoolClient, raw: pg.PoolClient[], plugins: KyselyPlugin[]) {
    this.#dice = dice;
    this.#monitor = monitor;
    this.#raw = raw;
    this.#free = raw.map((client) => new StepClient(this, client));
    const pool = {
      options: {},
      connect: () => this.#connect(),
      end: () => Promise.resolve(),
    };
    this.db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), plugins });
  }

  /** Takes all of its connections from the database, which must allow one more than these. */
  static async open(database: Database, dice: Dice, plugins: KyselyPlugin[] = []): Promise<Scheduler> {
    const taken = await Promise.all(Array.from({ length: connections + 1 }, () => database.pool.connect()));
    const [monitor, ...raw] = taken;
    if (monitor === undefined) throw new Error('no connection');
    // Whoever closes a circle of locks is ended at once: after a second it would be whoever happened to wait first.
    // Nothing here ends the database, so that nothing waits for its disk. However long a busy machine takes for a step, no
    // connection is ended for it: which one would not follow from the seed.
    for (const client of raw) {
      await client.query(
        `SET deadlock_timeout = '1ms'; SET synchronous_commit = off;
        SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`,
      );
    }
    return new Scheduler(dice, monitor, raw, plugins);
  }

  static readonly connections = connections + 1;

  close(): void {
    for (const client of [this.#monitor, ...this.#raw]) client.release();
  }

  get atWork(): number {
    return this.#tasks.size;
  }

  /** The number of the task whose code is running; 0 outside of tasks. */
  get taskNumber(): number {
    return this.#current.getStore()?.number ?? 0;
  }

  /** Begins a task; it runs up to its first point. `pointsLeft`: its process dies when it has passed so many. */
  async begin(
    name: string,
    pointsLeft: number | null,
    work: () => Promise<void>,
    onEnd: (task: Task) => unknown,
  ): Promise<void> {
    this.#begun += 1;
    const task: Task = {
      number: this.#begun,
      name,
      pointsLeft,
      isDead: false,
      end: null,
      error: null,
      clients: new Set(),
      onEnd: () => onEnd(task),
    };
    this.#tasks.add(task);
    this.trace.push(`${task.number} begins to ${name}`);
    this.#current.run(task, () => {
      work().then(
        () => this.#finish(task, 'done'),
        (error: unknown) => {
          task.error = error;
          this.#finish(task, 'failed');
        },
      );
    });
    await this.#quiet();
  }

  /** One step of one task; false when none is at work. */
  async step(): Promise<boolean> {
    const startedMs = performance.now();
    while (this.#parked.length === 0) {
      if (this.#tasks.size === 0) return false;
      // All wait for locks: the database finds out and ends one of them.
      if (performance.now() - startedMs > stuckAfterMs) {
        throw new Error(`stuck: ${[...this.#tasks].map((task) => task.name).join(', ')}`);
      }
      await pause(lookAfterMs);
      await this.#quiet();
    }
    this.#parked.sort(inOrder);
    const [next] = this.#parked.splice(this.#dice.upTo(this.#parked.length), 1);
    if (next === undefined) return true;
    this.trace.push(`${next.task.number} ${next.what}`);
    next.go();
    await this.#quiet();
    return true;
  }

  /** Where a task waits for its turn, and where its process may die. Outside of tasks nothing waits. */
  async point(what: string, given = ''): Promise<void> {
    const task = this.#current.getStore();
    if (task === undefined) return;
    if (task.isDead) return never;
    this.#changed();
    await new Promise<void>((go) => this.#parked.push({ task, what, given, go }));
    if (task.isDead) return never;
    if (task.pointsLeft === null) return;
    task.pointsLeft -= 1;
    if (task.pointsLeft >= 0) return;
    await this.#die(task);
    return never;
  }

  /** Runs a statement in its turn. */
  async query<T>(client: StepClient, what: string, given: readonly unknown[], run: () => Promise<T>): Promise<T> {
    await this.point(what, JSON.stringify(given));
    const task = this.#current.getStore();
    this.#inFlight.set(client.processId, (this.#inFlight.get(client.processId) ?? 0) + 1);
    this.#changed();
    try {
      return await run();
    } finally {
      const left = (this.#inFlight.get(client.processId) ?? 1) - 1;
      if (left === 0) this.#inFlight.delete(client.processId);
      else this.#inFlight.set(client.processId, left);
      this.#changed();
      if (task?.isDead === true) {
        if (left === 0) await this.#takeBack(client);
        // oxlint-disable-next-line no-unsafe-finally -- what is dead never goes on
        await never;
      }
    }
  }

  give(client: StepClient): void {
    this.#current.getStore()?.clients.delete(client);
    this.#free.push(client);
  }

  async #connect(): Promise<StepClient> {
    const client = this.#free.pop();
    if (client === undefined) throw new Error('the simulation has no connection left');
    this.#current.getStore()?.clients.add(client);
    return client;
  }

  /** The process of a task ends: its transactions are rolled back, and nothing of it goes on. */
  async #die(task: Task): Promise<void> {
    task.isDead = true;
    for (const client of task.clients) {
      // One that waits for a lock is given back when its statement answers.
      if (!this.#inFlight.has(client.processId)) await this.#takeBack(client);
    }
    for (let at = this.#parked.length - 1; at >= 0; at -= 1) {
      if (this.#parked[at]?.task === task) this.#parked.splice(at, 1);
    }
    this.#finish(task, 'crashed');
  }

  async #takeBack(client: StepClient): Promise<void> {
    this.#rollingBack += 1;
    try {
      await client.rollBack();
      this.#free.push(client);
    } catch (error) {
      this.#broken = new Error('a transaction could not be rolled back', { cause: error });
    } finally {
      this.#rollingBack -= 1;
      this.#changed();
    }
  }

  #finish(task: Task, end: 'done' | 'crashed' | 'failed'): void {
    if (task.end !== null) return;
    task.end = end;
    this.#tasks.delete(task);
    this.#ended.push(task);
    this.#changed();
  }

  #changed(): void {
    this.#changes += 1;
    this.#changedAtMs = performance.now();
    this.#wake();
    this.#wake = () => undefined;
  }

  /** Resolves when something changes, or after a moment in which it may be looked for locks. */
  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, lookAfterMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Waits until nothing moves any more; then tells of the tasks that ended meanwhile, in their order. */
  async #quiet(): Promise<void> {
    await this.#calm();
    const ended = this.#ended.toSorted((one, two) => one.number - two.number);
    this.#ended = [];
    for (const task of ended) {
      this.trace.push(`${task.number} ${task.end}`);
      await task.onEnd();
    }
  }

  async #calm(): Promise<void> {
    const startedMs = performance.now();
    for (let calm = 0, looks = 0; calm < calmTurns; ) {
      const before = this.#changes;
      await nextTurn();
      if (this.#broken !== null) throw this.#broken;
      if (performance.now() - Math.max(startedMs, this.#changedAtMs) > stuckAfterMs) {
        throw new Error(`stands still: ${this.#inFlight.size} statements, ${this.#rollingBack} being rolled back`);
      }
      if (this.#changes !== before) [calm, looks] = [0, 0];
      else if (this.#inFlight.size === 0 && this.#rollingBack === 0) calm += 1;
      else if (performance.now() - this.#changedAtMs < lookAfterMs * (looks + 1)) await this.#nextChange();
      else looks = (await this.#allWaitForLocks(before)) ? looks + 1 : 0;
      // The second look sees who was ended to break a circle.
      if (looks === 2) return;
    }
  }

  async #allWaitForLocks(before: number): Promise<boolean> {
    if (this.#rollingBack > 0) return false;
    const pids = [...this.#inFlight.keys()];
    const { rows } = await this.#monitor.query<{ waiting: number; contested: boolean }>(
      `SELECT count(DISTINCT pid)::int AS waiting,
        count(transactionid) > count(DISTINCT transactionid::text) AS contested
      FROM pg_locks WHERE NOT granted AND pid = ANY($1::int[])`,
      [pids],
    );
    if (this.#changes !== before || rows[0]?.waiting !== pids.length) return false;
    this.contested ||= rows[0].contested;
    return true;
  }
}
