import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../log.ts';
import { StartupError } from '../../startup-error.ts';
import type { Binaries } from './binaries.ts';
import type { OsUser } from './os-user.ts';
import { postgresEnvironment } from './run.ts';

const logBytesMax = 10_000_000;
const pollMs = 10;
const retryMs = 250;
/** After a kill -9 of PostgreSQL's main process its others hold on to shared memory for up to 10 s. */
const refusalPatienceMs = 20_000;
/** Reading back the write-ahead log after a crash takes its time; this is far past what a shop can write. */
const readyPatienceMs = 300_000;
/** How PostgreSQL is told to stop, the gentler first, and how long each gets. */
const waysToStop = [
  { signal: 'SIGINT', patienceMs: 20_000 },
  { signal: 'SIGQUIT', patienceMs: 5_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
] as const;
const refusalsThatPass = /is still in use|lock file .* already exists|could not bind|could not create any TCP/;

/** What is given on the command line, so that nothing in the cluster's own files can undo it. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_checkpoints: 'off',
  // The details of an error hold the values of rows: names and addresses of customers.
  log_error_verbosity: 'terse',
};

/**
 * Instead, for data that nobody will want again once the machine goes down: no statement waits for the disk, and several shops
 * of several processes each, with the connections of each, fit in.
 */
const settingsOfThrownAway = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '400',
};

export interface PostmasterInput {
  cluster: string;
  logFile: string;
  binaries: Binaries;
  user: OsUser;
  log: Logger;
  /** Called once, with a sentence, when PostgreSQL ends without having been asked to. */
  onExit: (sentence: string) => void;
  /** Nobody will want the data again. */
  isThrownAway: boolean;
}

/** A PostgreSQL that accepts connections on this port of 127.0.0.1. */
export interface Postmaster {
  port: number;
  /** Ends running statements, writes everything down and waits for the end. A second call waits for the same. */
  stop: () => Promise<void>;
}

/**
 * Runs PostgreSQL on an existing cluster, on a free port. Refusals that pass by themselves are tried again.
 * Throws a StartupError with PostgreSQL's own reason for every other.
 */
export async function startPostmaster(input: PostmasterInput): Promise<Postmaster> {
  await keepLogSmall(input.logFile);
  const deadline = performance.now() + refusalPatienceMs;
  for (;;) {
    const port = await freePort();
    const from = await sizeOf(input.logFile);
    const child = await launch(input, port);
    if (await becomesReady(child, input.cluster)) return watch(child, port, input);
    const reason = await reasonInLog(input.logFile, from);
    if (!refusalsThatPass.test(reason) || performance.now() > deadline) {
      throw new StartupError(`PostgreSQL could not start (${reason}): see ${input.logFile}.`);
    }
    await sleep(retryMs);
  }
}

async function launch(input: PostmasterInput, port: number): Promise<ChildProcess> {
  const { binaries, cluster, logFile, user, isThrownAway } = input;
  const given = { ...settings, ...(isThrownAway ? settingsOfThrownAway : {}), port: String(port) };
  const args = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const output = await open(logFile, 'a', 0o600);
  const child = spawn(binaries.postgres, ['-D', cluster, ...args], {
    ...user,
    cwd: '/',
    env: postgresEnvironment,
    // A group of its own: Ctrl-C in the terminal must not end it before the shop has finished its requests.
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  // A program that cannot be started is seen as one that has ended.
  child.on('error', () => undefined);
  await output.close();
  return child;
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** PostgreSQL writes its state into the eighth line of its pid file; false when it ends before that says "ready". */
async function becomesReady(child: ChildProcess, cluster: string): Promise<boolean> {
  const deadline = performance.now() + readyPatienceMs;
  while (!hasEnded(child)) {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    if (performance.now() > deadline) child.kill('SIGQUIT');
    await sleep(pollMs);
  }
  return false;
}

function watch(child: ChildProcess, port: number, { log, onExit, logFile }: PostmasterInput): Postmaster {
  let stopping: Promise<void> | undefined;
  const stopWithUs = (): void => void child.kill('SIGINT');
  child.once('exit', (code, signal) => {
    process.off('exit', stopWithUs);
    if (stopping !== undefined) return;
    const sentence = `PostgreSQL ended by itself (${signal ?? `exit code ${code}`}): see ${logFile}, then start again.`;
    log.error(sentence);
    onExit(sentence);
  });
  // It is stopped on purpose, with `stop`; a process that fails before that must neither hang nor leave it running.
  child.unref();
  process.once('exit', stopWithUs);
  return {
    port,
    stop: () => {
      stopping ??= stop(child);
      return stopping;
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  for (const { signal, patienceMs } of waysToStop) {
    const deadline = performance.now() + patienceMs;
    child.kill(signal);
    while (performance.now() < deadline) {
      if (hasEnded(child)) return;
      await sleep(pollMs);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

async function keepLogSmall(file: string): Promise<void> {
  if ((await sizeOf(file)) > logBytesMax) await rename(file, `${file}.old`);
}

/** The fatal line that PostgreSQL wrote since then. */
async function reasonInLog(file: string, from: number): Promise<string> {
  const lines = (await readFile(file)).subarray(from).toString().trim().split('\n');
  const fatal = lines.findLast((line) => /(FATAL|PANIC):/.test(line)) ?? lines.at(-1);
  return fatal?.replace(/^.*?(FATAL|PANIC): +/, '') || 'it gave no reason';
}
