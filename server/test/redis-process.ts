import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './bank-process.ts';

/** A Redis of a test: its own port and folder, nothing on the disk. */
export interface RedisProcess {
  url: string;
  /** kill -9. */
  kill(): Promise<void>;
  /** Takes its place again, empty, on the same port. */
  start(): Promise<void>;
  /** It lives and does not answer any more. */
  freeze(): void;
  thaw(): void;
  /** Forgets everything. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const places = [
  '/usr/bin/redis-server',
  '/usr/local/bin/redis-server',
  '/opt/homebrew/bin/redis-server',
  '/usr/bin/valkey-server',
];
const startPatienceMs = 10_000;

/** Where Redis or Valkey is installed: REDIS_SERVER, which `npm test` sets, or one of the usual places; null: nowhere. */
export function findRedis(): string | null {
  const given = process.env['REDIS_SERVER'];
  return [...(given ? [given] : []), ...places].find((file) => existsSync(file)) ?? null;
}

/** Starts one. Throws when there is none or it does not answer. */
export async function startRedis(): Promise<RedisProcess> {
  const file = findRedis();
  if (file === null) throw new Error('redis-server is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'og-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.kill(signal);
    await once(ending, 'exit');
  };
  const start = async (): Promise<void> => {
    const settings = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ];
    child = spawn(file, settings, { stdio: 'ignore' });
    const deadline = performance.now() + startPatienceMs;
    while ((await say(port, 'PING').catch(() => '')) !== '+PONG') {
      if (performance.now() > deadline) throw new Error('redis-server does not answer');
      await wait(20);
    }
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill: () => end('SIGKILL'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    flush: async () => void (await say(port, 'FLUSHALL')),
    close: async () => {
      child?.kill('SIGCONT');
      await end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One command in the inline form, and the first line of its answer. */
async function say(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write(`${command}\r\n`);
    const [answer] = await once(socket, 'data');
    return String(answer).split('\r\n', 1)[0] ?? '';
  } finally {
    socket.destroy();
  }
}
