import { Logger as WorkerLogger, parseCronItems, type Runner, run, runMigrations } from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Tx } from '../database/database.ts';
import type { Logger } from '../log.ts';

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
      job_key => ${options.key ?? null}
    )`.execute(tx);
}

export interface Worker {
  /** Takes no new job and waits for those at work. */
  stop(): Promise<void>;
}

function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message) => {
    if (level === 'error') log.error({ worker: message });
    else if (level === 'warning') log.warn({ worker: message });
  });
}

/** Creates or upgrades the queue's own tables. */
export async function migrateJobs(pool: pg.Pool, log: Logger): Promise<void> {
  await runMigrations({ pgPool: pool, logger: workerLogger(log) });
}

/**
 * Gives back the jobs that a killed worker had taken; the queue itself waits four hours for it. Only for a database that
 * this process has to itself, before its own worker starts.
 */
export async function releaseAbandonedJobs(pool: pg.Pool): Promise<void> {
  await pool.query(`SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by))
    FROM graphile_worker.jobs WHERE locked_by IS NOT NULL`);
}

/** Starts to work off jobs, `concurrency` at a time in this process. Any number of processes may do so. */
export async function startWorker(input: {
  pool: pg.Pool;
  handlers: readonly JobHandler[];
  cron: readonly CronJob[];
  concurrency: number;
  log: Logger;
}): Promise<Worker> {
  const runner: Runner = await run({
    pgPool: input.pool,
    concurrency: input.concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: workerLogger(input.log),
    taskList: Object.fromEntries(input.handlers.map((handler) => [handler.name, (payload) => handler.run(payload)])),
    parsedCronItems: parseCronItems(
      input.cron.map((item) => ({ match: item.match, task: item.name, options: { backfillPeriod: 0 } })),
    ),
  });
  // Said once, when no further try follows; the job stays in the queue for a look.
  runner.events.on('job:failed', ({ job }) => {
    const given = { alert: 'job_given_up', job: job.task_identifier, jobId: job.id, tries: job.attempts };
    input.log.error(given, 'a job failed for the last time');
  });
  for (const { name, atStart } of input.cron) {
    if (atStart === true) await runner.addJob(name, {}, { jobKey: name });
  }
  return { stop: () => runner.stop() };
}
