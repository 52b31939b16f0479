import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import type { Db } from '../../../server/src/platform/database/database.ts';

/** A PostgreSQL of this machine that is stopped in the middle and started again as it was. Linux only. */
export interface PostgresFaults {
  /** As `pg_ctl stop -m immediate` does; waits until it has ended. */
  stopAtOnce(): Promise<void>;
  /** Starts it with the command line that it had, and waits until it answers. */
  start(): Promise<void>;
  /** Ends the one that `start` began, if any. */
  close(): Promise<void>;
}

const patienceMs = 60_000;

/** Learns how it was started. */
export async function postgresFaults(db: Db, url: string): Promise<PostgresFaults> {
  const { rows } = await sql<{ dir: string }>`SELECT current_setting('data_directory') AS dir`.execute(db);
  const dir = rows[0]?.dir ?? '';
  const pidNow = (): number => Number(readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const [program = '', ...args] = readFileSync(`/proc/${pidNow()}/cmdline`, 'utf8').split('\0').slice(0, -1);
  const { uid, gid } = statSync(dir);
  let started = 0;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    const pid = pidNow();
    process.kill(pid, signal);
    while (isAlive(pid)) await wait(10);
  };
  return {
    stopAtOnce: () => stop('SIGQUIT'),
    start: async () => {
      const child = spawn(program, args, {
        uid,
        gid,
        cwd: '/',
        env: { LC_ALL: 'C', TZ: 'UTC' },
        detached: true,
        stdio: 'ignore',
      });
      child.unref();
      started += 1;
      await answers(url);
    },
    close: async () => {
      if (started > 0) await stop('SIGINT').catch(() => undefined);
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    // A child that has ended and that nobody has waited for is still in the table.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await wait(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
