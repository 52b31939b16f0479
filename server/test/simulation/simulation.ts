import type { KyselyPlugin } from 'kysely';
import { sql } from 'kysely';
import { createModules } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { connect, type Database } from '../../src/platform/database/database.ts';
import { loadKeyRing } from '../../src/platform/keys/key-ring.ts';
import { createLogger } from '../../src/platform/log.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { layFoundation } from '../../src/start-server.ts';
import { Factory } from '../factory.ts';
import { checkInvariants } from '../invariants.ts';
import {
  type Action,
  anything,
  expireOverdue,
  firstActions,
  numberDocuments,
  reconcile,
  resumeRuns,
  webhook,
} from './actions.ts';
import { type BankPlant, FaultyBank, MeantFault } from './bank.ts';
import { SimulatedClock } from './clock.ts';
import { Dice, seedTheProcess } from './dice.ts';
import { Scheduler } from './scheduler.ts';
import type { Task } from './task.ts';
import { jobTask, makeWorld, putJobBack, takeJob, undecided, type World } from './world.ts';

/** A fault in the shop that a test plants, to see it found. */
export interface Plant {
  name: string;
  bank?: BankPlant;
  plugins?: KyselyPlugin[];
  /** Statements that put it into the database. */
  statements?: readonly string[];
  /** A seed that found it. */
  foundBy?: number;
}

export interface RunResult {
  seed: number;
  /** Sentences; empty when all is well. */
  violations: string[];
  /** Steps that were taken, and how many processes died. */
  steps: number;
  /** Each step: the number of its task, and the statement or call. */
  trace: string[];
  /** False when PostgreSQL had a choice that the seed does not make: who of two that wait for one transaction goes on first. */
  isRepeatable: boolean;
  crashes: number;
  orders: number;
  /** What happened, one line each. */
  log: string[];
}

/** What many runs came to; `failed` is the first that went wrong. */
export interface Tally {
  runs: number;
  steps: number;
  crashes: number;
  orders: number;
  failed: RunResult | null;
}

const bankUrl = 'http://bank.invalid';
const startsAtMost = 32;
const atWorkAtMost = 4;
const crashShare = 0.18;
const pointsOfALife = 40;
const closingRounds = 12;
const jumps = [3, 20, 70, 400, 1_000];

/** The orders and payments of the shop on one database, run from seeds. */
export class Simulation {
  readonly #database: Database;
  readonly #platform: Platform;
  readonly #plant: Plant | null;
  readonly #make: Factory;
  readonly #bank = new FaultyBank(new Dice(0), () => Promise.resolve());

  private constructor(database: Database, platform: Platform, plant: Plant | null) {
    this.#database = database;
    this.#platform = platform;
    this.#plant = plant;
    this.#make = new Factory(platform, '');
    this.#bank.plant = plant?.bank ?? null;
  }

  /** On a migrated database that nobody else uses. */
  static async open(databaseUrl: string, keysDir: string, plant: Plant | null = null): Promise<Simulation> {
    const config = readConfig({ OG_DATA_DIR: keysDir, DATABASE_URL: databaseUrl, SIMULATED_BANK_URL: bankUrl });
    const maxConnections = Scheduler.connections + 3;
    const trueTime = await connect(databaseUrl, { maxConnections: 1 });
    await SimulatedClock.install(trueTime.pool);
    await trueTime.close();
    const database = await connect(databaseUrl, { maxConnections });
    const keys = await loadKeyRing({ dataDir: keysDir, files: {}, generate: false });
    const { platform } = layFoundation({ config, database, keys, log: createLogger('silent') });
    for (const statement of plant?.statements ?? []) await database.pool.query(statement);
    return new Simulation(database, platform, plant);
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** One short life of a shop. `checks: false` leaves the invariants to the caller, who looks after several runs. */
  async run(seed: number, { checks = true } = {}): Promise<RunResult> {
    const dice = new Dice(seed);
    const scheduler = await Scheduler.open(this.#database, dice, this.#plant?.plugins);
    const log: string[] = [];
    const unseed = seedTheProcess(seed, () => scheduler.taskNumber);
    const fetchBefore = globalThis.fetch;
    try {
      const world = await this.#world(dice, scheduler);
      globalThis.fetch = ((url: string, init?: { body?: string }) =>
        this.#bank.call(url, init?.body)) as unknown as typeof fetch;
      const crashes = await live(world, log);
      await settle(world, log);
      const violations = [...world.surprises, ...(await undecided(world)), ...(checks ? await this.violations() : [])];
      return {
        seed,
        violations,
        steps: scheduler.trace.length,
        trace: scheduler.trace,
        isRepeatable: !scheduler.contested,
        crashes,
        orders: world.orders.length,
        log,
      };
    } finally {
      globalThis.fetch = fetchBefore;
      unseed();
      scheduler.close();
    }
  }

  /**
   * Runs many seeds one after the other; looks at the invariants after so many, and runs these again one by one when something
   * is wrong. Ends with the first run that went wrong.
   */
  async runMany(firstSeed: number, count: number, together = 25): Promise<Tally> {
    const tally: Tally = { runs: 0, steps: 0, crashes: 0, orders: 0, failed: null };
    const fails = (result: RunResult): boolean => result.violations.length > 0;
    for (let from = firstSeed; from < firstSeed + count && tally.failed === null; from += together) {
      const seeds = Array.from({ length: Math.min(together, firstSeed + count - from) }, (_, at) => from + at);
      for (const seed of seeds) {
        const result = await this.run(seed, { checks: false });
        tally.runs += 1;
        tally.steps += result.steps;
        tally.crashes += result.crashes;
        tally.orders += result.orders;
        if (!fails(result)) continue;
        tally.failed = result;
        return tally;
      }
      const broken = await this.violations();
      if (broken.length > 0) tally.failed = await this.#firstOf(seeds, broken);
    }
    return tally;
  }

  /** The run of these after which something more is broken than before. */
  async #firstOf(seeds: readonly number[], broken: readonly string[]): Promise<RunResult> {
    const known = new Set(broken);
    for (const seed of seeds) {
      const result = await this.run(seed);
      const violations = result.violations.filter((sentence) => !known.has(sentence));
      if (violations.length > 0) return { ...result, violations };
    }
    throw new Error(
      `broken after seeds ${seeds[0]} to ${seeds.at(-1)}, and by none of them alone: ${broken.join('; ')}`,
    );
  }

  /** What breaks an invariant in the whole database, or differs from the bank's books. */
  violations(): Promise<string[]> {
    return checkInvariants(this.#platform.db, { settled: true, books: this.#bank.books() });
  }

  async #world(dice: Dice, scheduler: Scheduler): Promise<World> {
    const { db: raw } = this.#platform;
    const clock = await SimulatedClock.start(this.#database.pool);
    const platform: Platform = { ...this.#platform, db: scheduler.db, aside: scheduler.db, clock };
    this.#bank.begin(dice, (what, id) => scheduler.point(what, id));
    await sql`DELETE FROM graphile_worker._private_jobs`.execute(raw);
    const jobs = createModules(platform).flatMap((module) => module.jobs ?? []);
    const handlers = new Map(jobs.map((job) => [job.name, job]));
    return makeWorld({ platform, dice, bank: this.#bank, scheduler, handlers, raw, clock, make: this.#make });
  }
}

/** Begins things while others are at work; returns how many processes died. */
async function live(world: World, log: string[]): Promise<number> {
  const { dice, scheduler } = world;
  let crashes = 0;
  for (let begun = 0; begun < startsAtMost; ) {
    await putBackWhatDied(world, log);
    if (scheduler.atWork < atWorkAtMost && dice.happens(0.12)) {
      if (begun >= firstActions.length && dice.happens(0.07)) {
        const seconds = dice.pick(jumps) ?? 1;
        log.push(`${seconds} seconds go by`);
        await whenFree(world);
        await world.clock.pass(seconds);
        begun += 1;
        continue;
      }
      const life = dice.happens(crashShare) ? dice.upTo(pointsOfALife) : null;
      const first = firstActions[begun];
      const hasBegun = await begin(world, log, { life, first }, (task) => {
        if (task.end === 'crashed') crashes += 1;
      });
      if (hasBegun || first !== undefined) begun += 1;
    } else await scheduler.step();
  }
  await whenFree(world);
  await putBackWhatDied(world, log);
  await whenFree(world);
  return crashes;
}

/** Time goes by between steps, not in the middle of a transaction that holds the rows. */
async function whenFree({ scheduler }: World): Promise<void> {
  while (await scheduler.step());
}

async function begin(
  world: World,
  log: string[],
  { life, first }: { life: number | null; first: Action | undefined },
  onEnd: (task: Task) => void,
): Promise<boolean> {
  const job = first === undefined && world.dice.happens(0.25) ? await takeJob(world) : undefined;
  if (job !== undefined) {
    await beginTask(world, log, { ...jobTask(world, job), life }, (task) => {
      onEnd(task);
      if (task.end !== 'done') world.abandonedJobs.push(job);
    });
    return true;
  }
  const action = (first ?? world.dice.pick<Action>(anything))?.(world) ?? null;
  if (action !== null) await beginTask(world, log, { ...action, life }, onEnd);
  return action !== null;
}

/** Jobs whose worker died or failed wait again: a step as any other, for who queues a job may hold its row. */
async function putBackWhatDied(world: World, log: string[]): Promise<void> {
  for (let job = world.abandonedJobs.shift(); job !== undefined; job = world.abandonedJobs.shift()) {
    const abandoned = job;
    const work = (): Promise<void> => putJobBack(world, abandoned, 'failed');
    await beginTask(world, log, { name: `put back ${job.name}`, work, life: null }, () => undefined);
  }
}

async function beginTask(
  world: World,
  log: string[],
  { name, work, life }: { name: string; work: () => Promise<void>; life: number | null },
  onEnd: (task: Task) => void,
): Promise<void> {
  log.push(life === null ? name : `${name} (dies after ${life} points)`);
  await world.scheduler.begin(name, life, work, (task) => {
    log.push(`  ${task.end}: ${name}${task.error instanceof Error ? ` (${task.error.message})` : ''}`);
    if (task.end === 'failed' && !(task.error instanceof MeantFault))
      world.surprises.push(`${name} failed: ${String(task.error)}`);
    onEnd(task);
  });
}

/** Nothing goes wrong any more: works all off until nothing is left to do. */
async function settle(world: World, log: string[]): Promise<void> {
  world.bank.isFaulty = false;
  const finish = async (name: string, work: () => Promise<void>, onEnd: (task: Task) => void = () => undefined) => {
    await beginTask(world, log, { name, work, life: null }, onEnd);
    await whenFree(world);
    await putBackWhatDied(world, log);
    await whenFree(world);
  };
  log.push('the end: all is worked off');
  for (let round = 0; round < closingRounds; round += 1) {
    let busy = false;
    for (let event = webhook(world); event !== null; event = webhook(world)) await finish(event.name, event.work);
    for (let job = await takeJob(world); job !== undefined; job = await takeJob(world)) {
      // A job that fails for good would be taken for ever.
      if (world.surprises.length > 0) return;
      const taken = job;
      const { name, work } = jobTask(world, job);
      busy = true;
      await finish(name, work, (task) => {
        if (task.end !== 'done') world.abandonedJobs.push(taken);
      });
    }
    for (const action of [reconcile, expireOverdue, resumeRuns, numberDocuments]) {
      const made = action(world);
      if (made !== null) await finish(made.name, made.work);
    }
    if (round >= 2 && !busy) return;
    await world.clock.pass(1_900);
  }
}
