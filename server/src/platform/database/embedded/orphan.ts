import { execFile } from 'node:child_process';
import { readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartupError } from '../../startup-error.ts';
import type { Logger } from '../../log.ts';
import { postgresEnvironment } from './run.ts';

/** How PostgreSQL is told to stop, the gentler first, and how long each gets. */
const waysToStop = [
  { signal: 'SIGINT', patienceMs: 20_000 },
  { signal: 'SIGQUIT', patienceMs: 10_000 },
] as const;
const pollMs = 20;

/**
 * After a kill -9 of the server its PostgreSQL lives on. This stops the one that runs on `cluster`, if any, and removes
 * a pid file that names nobody or a stranger, which PostgreSQL could mistake for a running server.
 * Call it only while the data folder is locked. Throws a StartupError when the process does not go away.
 */
export async function stopOrphan(cluster: string, log: Logger): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const content = await readFile(pidFile, 'utf8').catch(() => undefined);
  if (content === undefined) return;
  const pid = Number.parseInt(content, 10);
  if (await isPostgresOn(pid, cluster)) {
    await stopProcess(pid, cluster);
    log.warn(`a PostgreSQL (process ${pid}) that an earlier start left behind on ${cluster} was stopped`);
  }
  await rm(pidFile, { force: true });
}

async function stopProcess(pid: number, cluster: string): Promise<void> {
  for (const { signal, patienceMs } of waysToStop) {
    const deadline = performance.now() + patienceMs;
    process.kill(pid, signal);
    while (performance.now() < deadline) {
      await sleep(pollMs);
      if (!(await isPostgresOn(pid, cluster))) return;
    }
  }
  throw new StartupError(
    `A PostgreSQL (process ${pid}) runs on ${cluster} and does not stop: end it, then start again.`,
  );
}

/** True when the process exists and is a PostgreSQL that works on this cluster, not a stranger that got its number. */
async function isPostgresOn(pid: number, cluster: string): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false;
  if (process.platform === 'linux') {
    // PostgreSQL works in its cluster's folder; a process that is dead but not yet collected has no folder.
    return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === cluster;
  }
  const list = promisify(execFile)('/bin/ps', ['-o', 'command=', '-p', String(pid)], { env: postgresEnvironment });
  const command = await list.then(({ stdout }) => stdout).catch(() => '');
  return command.includes('postgres') && command.includes(cluster);
}
