import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import {
  Logger as WorkerLogger,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type WorkerEvents,
} from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Tx } from '../database/database.ts';
import type { Logger } from '../log.ts';
import { forgivingPool } from './forgiving-pool.ts';
import { LifeSign } from './life-sign.ts';
import { messageOf } from '../logging/describe-error.ts';
import { scrub } from '../logging/scrub.ts';

/** A kind of job: its name and the type of what it carries. Payloads are JSON and hold ids, never secrets. */
export interface Job<Payload> {
  name: string;
  /** Never present; it carries the payload's type. */
  readonly payload?: Payload;
}

export interface JobHandler {
  name: string;
  run(payload: unknown): Promise<void>;
}

/** The queue takes small numbers first; all other jobs have 0. */
const patientPriority = 10;

/** A job that runs by the clock: `match` is a crontab expression in UTC. */
export interface CronJob {
  match: string;
  name: string;
  /** It also runs once when a worker starts, to heal what a crash left. */
  atStart?: true;
}

export interface EnqueueOptions {
  /** Only one waiting job of this key: a new one replaces it. */
  key?: string;
  runAt?: Date;
  /** Whatever else waits goes first: for a mail that nobody waits for at the screen. */
  patient?: true;
  /** Tries before the job is given up and kept for a look; the pause grows with each. Default 25. */
  maxAttempts?: number;
}

/** Declares a kind of job. The module that causes it declares it; the one that does the work handles it. */
export function defineJob<Payload extends object>(name: string): Job<Payload> {
  return { name };
}

/** Ties a kind of job to its work. The work must bear being run twice: a crash after its commit runs it again. */
export function handleJob<Payload extends object>(
  job: Job<Payload>,
  work: (payload: Payload) => Promise<void>,
): JobHandler {
  // Only `enqueue` writes payloads of this name, with this very type.
  return { name: job.name, run: (payload) => work(payload as Payload) };
}

/** Puts a job in the queue; it runs only when the transaction commits. */
export async function enqueue<Payload extends object>(
  tx: Tx,
  job: Job<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<void> {
  await sql`
    SELECT graphile_worker.add_job(
      ${job.name},
      payload => ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${options.maxAttempts ?? null}::int,
      job_key => ${options.key ?? null},
      priority => ${options.patient === true ? patientPriority : null}::int
    )`.execute(tx);
}

export interface Worker {
  /** Takes no new job and waits for those at work. */
  stop(): Promise<void>;
}

function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    const error: unknown = meta?.['error'];
    // The text of the library has the message and the stack of the error in it.
    if (level === 'error' && error instanceof Error)
      log.error({ err: error, worker: message.split(' with error ', 1)[0] });
    else if (level === 'error') log.error({ worker: message });
    else if (level === 'warning') log.warn({ worker: message });
  });
}

/** Creates or upgrades the queue's own tables. */
export async function migrateJobs(pool: pg.Pool, log: Logger): Promise<void> {
  await runMigrations({ pgPool: pool, logger: workerLogger(log) });
}

/** After the queue's connection broke for good, a new runner takes its place this much later. */
const restartPauseMs = 1_000;
/** A runner that ends by itself has this long for it. When several of its writes failed at once it waits for ever. */
const endPatienceMs = 3_000;

/** Told of each job that was worked on. */
export type JobWatch = (done: { name: string; startedAtMs: number; durationMs: number; failed: boolean }) => void;

interface WorkerInput {
  pool: pg.Pool;
  handlers: readonly JobHandler[];
  cron: readonly CronJob[];
  concurrency: number;
  log: Logger;
  onJob?: JobWatch;
}

/**
 * Starts to work off jobs, `concurrency` at a time in this process. Any number of processes may do so, and take up those of
 * one that died. A runner that ends because it could not write to the queue is replaced, and its jobs are given back: each
 * bears being run twice.
 */
export async function startWorker(input: WorkerInput): Promise<Worker> {
  const stopping = new AbortController();
  let runner = await startRunner(input);
  const lifeSign = new LifeSign(input.pool, () => runner.poolIds, input.log);
  for (const { name, atStart } of input.cron) {
    if (atStart === true) await runner.addJob(name, {}, { jobKey: name });
  }
  const supervision = (async (): Promise<void> => {
    for (;;) {
      await runner.ended;
      if (stopping.signal.aborted) return;
      input.log.error({ alert: 'jobs_interrupted' }, 'the job runner ended; a new one takes its place');
      runner = await replaceRunner(input, runner, stopping.signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      // It may have ended by itself in this moment.
      await runner.stop().catch(() => undefined);
      await supervision;
      await lifeSign.stop();
    },
  };
}

/** The queue keeps what a job failed with: in it no values that the database quotes, and nobody's address. */
async function runJob(handler: JobHandler, payload: unknown, onJob: JobWatch | undefined): Promise<void> {
  const startedAtMs = Date.now();
  const beganMs = performance.now();
  const tell = (failed: boolean): void =>
    onJob?.({ name: handler.name, startedAtMs, durationMs: performance.now() - beganMs, failed });
  try {
    await handler.run(payload);
    tell(false);
  } catch (error) {
    tell(true);
    const message = error instanceof Error ? `${error.name}: ${messageOf(error)}` : 'not an error';
    throw new Error(scrub(message), { cause: error });
  }
}

type IdentifiedRunner = Runner & {
  poolIds: readonly string[];
  /** Resolves when it has ended or should have. */
  ended: Promise<void>;
};

async function replaceRunner(
  input: WorkerInput,
  ended: IdentifiedRunner,
  signal: AbortSignal,
): Promise<IdentifiedRunner> {
  // It may have ended in part only.
  void ended.stop().catch(() => undefined);
  for (;;) {
    await wait(restartPauseMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return ended;
    try {
      await input.pool.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [ended.poolIds]);
      return await startRunner(input);
    } catch (err) {
      input.log.warn({ err }, 'the job queue cannot be reached yet');
    }
  }
}

async function startRunner(input: WorkerInput): Promise<IdentifiedRunner> {
  const events: WorkerEvents = new EventEmitter();
  const poolIds: string[] = [];
  events.on('pool:create', ({ workerPool }) => poolIds.push(workerPool.id));
  const overdue = new Promise<void>((resolve) => {
    events.once('pool:gracefulShutdown', () => void wait(endPatienceMs, undefined, { ref: false }).then(resolve));
  });
  // Said once, when no further try follows; the job stays in the queue for a look.
  events.on('job:failed', ({ job }) => {
    const given = { alert: 'job_given_up', job: job.task_identifier, jobId: job.id, tries: job.attempts };
    input.log.error(given, 'a job failed for the last time');
  });
  const runner = await run({
    pgPool: forgivingPool(input.pool),
    concurrency: input.concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: workerLogger(input.log),
    events,
    // Without a delay nobody awaits what marks a job as done, and a failure of it would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: Object.fromEntries(
      input.handlers.map((handler) => [handler.name, (payload) => runJob(handler, payload, input.onJob)]),
    ),
    parsedCronItems: parseCronItems(
      input.cron.map((item) => ({ match: item.match, task: item.name, options: { backfillPeriod: 0 } })),
    ),
  });
  return Object.assign(runner, { poolIds, ended: Promise.race([runner.promise.catch(() => undefined), overdue]) });
}
