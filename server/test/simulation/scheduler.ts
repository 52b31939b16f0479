import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Kysely, type KyselyPlugin, type PostgresCursor, PostgresDialect, type PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import type { Database, Db } from '../../src/platform/database/database.ts';
import type { DB } from '../../src/platform/database/schema.ts';
import type { Dice } from './dice.ts';

const connections = 16;
/** A statement that has not answered for so long is looked at: does it wait for a lock? */
const lookAfterMs = 2;
/** Neither a statement nor a lock takes that long. */
const stuckAfterMs = 20_000;

/** One thing that goes on in the shop, from its call to its end; it may be cut off at any of its points. */
export interface Task {
  name: string;
  /** Points that it may still pass before its process dies; null: it lives. */
  pointsLeft: number | null;
  isDead: boolean;
  end: 'done' | 'crashed' | 'failed' | null;
  error: unknown;
  clients: Set<StepClient>;
  onEnd: () => void;
}

interface Parked {
  task: Task;
  go: () => void;
}

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
  readonly #inFlight = new Set<number>();
  #changes = 0;
  #changedAtMs = 0;
  #wake: () => void = () => undefined;
  steps = 0;

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
    return new Scheduler(dice, monitor, raw, plugins);
  }

  static readonly connections = connections + 1;

  close(): void {
    for (const client of [this.#monitor, ...this.#raw]) client.release();
  }

  get atWork(): number {
    return this.#tasks.size;
  }

  /** Begins a task; it runs up to its first point. `pointsLeft`: its process dies when it has passed so many. */
  async begin(
    name: string,
    pointsLeft: number | null,
    work: () => Promise<void>,
    onEnd: (task: Task) => void,
  ): Promise<void> {
    const task: Task = {
      name,
      pointsLeft,
      isDead: false,
      end: null,
      error: null,
      clients: new Set(),
      onEnd: () => onEnd(task),
    };
    this.#tasks.add(task);
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
    const [next] = this.#parked.splice(this.#dice.upTo(this.#parked.length), 1);
    this.steps += 1;
    next?.go();
    await this.#quiet();
    return true;
  }

  /** Where a task waits for its turn, and where its process may die. Outside of tasks nothing waits. */
  async point(): Promise<void> {
    const task = this.#current.getStore();
    if (task === undefined) return;
    if (task.isDead) return never;
    this.#changed();
    await new Promise<void>((go) => this.#parked.push({ task, go }));
    if (task.isDead) return never;
    if (task.pointsLeft === null) return;
    task.pointsLeft -= 1;
    if (task.pointsLeft >= 0) return;
    await this.#die(task);
    return never;
  }

  /** Runs a statement in its turn. */
  async query<T>(client: StepClient, run: () => Promise<T>): Promise<T> {
    await this.point();
    const task = this.#current.getStore();
    this.#inFlight.add(client.processId);
    this.#changed();
    try {
      return await run();
    } finally {
      this.#inFlight.delete(client.processId);
      this.#changed();
      if (task?.isDead === true) {
        await client.rollBack();
        this.#free.push(client);
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
      if (this.#inFlight.has(client.processId)) continue;
      await client.rollBack();
      this.#free.push(client);
    }
    for (let at = this.#parked.length - 1; at >= 0; at -= 1) {
      if (this.#parked[at]?.task === task) this.#parked.splice(at, 1);
    }
    this.#finish(task, 'crashed');
  }

  #finish(task: Task, end: 'done' | 'crashed' | 'failed'): void {
    if (task.end !== null) return;
    task.end = end;
    this.#tasks.delete(task);
    this.#changed();
    task.onEnd();
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

  /** Waits until nothing moves any more. */
  async #quiet(): Promise<void> {
    for (let calm = 0; calm < 2; ) {
      const before = this.#changes;
      await nextTurn();
      if (this.#changes !== before) calm = 0;
      else if (this.#inFlight.size === 0) calm += 1;
      else if (performance.now() - this.#changedAtMs < lookAfterMs) await this.#nextChange();
      else if (await this.#allWaitForLocks(before)) return;
    }
  }

  async #allWaitForLocks(before: number): Promise<boolean> {
    const pids = [...this.#inFlight];
    const { rows } = await this.#monitor.query<{ waiting: number }>(
      'SELECT count(DISTINCT pid)::int AS waiting FROM pg_locks WHERE NOT granted AND pid = ANY($1::int[])',
      [pids],
    );
    return this.#changes === before && rows[0]?.waiting === pids.length;
  }
}

/** A connection whose statements wait for their turn. */
export class StepClient {
  readonly #scheduler: Scheduler;
  readonly #raw: pg.PoolClient;
  readonly processId: number;

  constructor(scheduler: Scheduler, raw: pg.PoolClient) {
    this.#scheduler = scheduler;
    this.#raw = raw;
    this.processId = 'processID' in raw ? Number(raw.processID) : 0;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(
    text: string | PostgresCursor<Row>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    if (typeof text !== 'string') throw new Error('the simulation knows no cursors');
    // The driver types its answers by less than Kysely asks for; Kysely itself makes the same assumption of a pool.
    const ask = () => this.#raw.query(text, [...values]) as unknown as Promise<PostgresQueryResult<Row>>;
    return this.#scheduler.query(this, ask);
  }

  release(): void {
    this.#scheduler.give(this);
  }

  async rollBack(): Promise<void> {
    await this.#raw.query('ROLLBACK');
  }
}
