import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layOutNginx } from '../../checks/nginx.ts';

/** The nginx of deploy/nginx, at work on this machine. */
export interface RunningNginx {
  https: number;
  http: number;
  health: number;
  /** To believe its certificate by. */
  certificate: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

/** Starts nginx before these processes of the shop (`http://127.0.0.1:3000`) and waits until it answers. */
export async function startNginx(shops: readonly string[]): Promise<RunningNginx> {
  const folder = await mkdtemp(join(tmpdir(), 'og-tickets-nginx-'));
  const ports = { https: await freePort(), http: await freePort(), health: await freePort() };
  layOutNginx(folder, { ports, shops: shops.map((shop) => new URL(shop).host) });
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    const up = await fetch(`http://127.0.0.1:${ports.health}/nginx-health`).catch(() => null);
    if (up?.ok === true) return { ...ports, certificate: await readFile(join(folder, 'tls.crt'), 'utf8'), stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Error('nginx does not answer');
}
