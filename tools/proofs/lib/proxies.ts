import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../../server/test/bank-process.ts';

/** A proxy of Debian in front of processes of the shop. */
export interface Proxy {
  url: string;
  folder: string;
  stop(): Promise<void>;
}

const startPatienceMs = 10_000;

/** Starts nginx or haproxy with settings of this check alone, in a temporary folder. */
export async function startProxy(name: string, program: string, urls: readonly string[]): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), `og-${name}-`));
  const port = await freePort();
  const hosts = urls.map((url) => new URL(url).host);
  const file = join(folder, 'proxy.conf');
  await writeFile(file, name === 'nginx' ? nginxFile(folder, port, hosts) : haproxyFile(port, hosts));
  const args = name === 'nginx' ? ['-p', folder, '-c', file, '-e', join(folder, 'error.log')] : ['-f', file, '-db'];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  const url = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + startPatienceMs;
  while (
    !(await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`${name} does not answer; see ${folder}`);
    await wait(50);
  }
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url, folder, stop };
}

/**
 * No health checks in the free nginx: a process that refuses a connection is left out for a moment, and another asked. So it
 * goes on connecting until the port is closed, and what waits to be accepted then is cut off: it must send such a call again,
 * which every write of the shop bears.
 */
function nginxFile(folder: string, port: number, hosts: readonly string[]): string {
  return `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  upstream shop {
${hosts.map((host) => `    server ${host} max_fails=1 fail_timeout=1s;`).join('\n')}
    keepalive 32;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://shop;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_next_upstream error non_idempotent;
    }
  }
}
`;
}

function haproxyFile(port: number, hosts: readonly string[]): string {
  return `global
  maxconn 2000
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  timeout check 5s
  retries 3
  option redispatch
  retry-on conn-failure
frontend shop
  bind 127.0.0.1:${port}
  default_backend processes
backend processes
  balance roundrobin
  option httpchk GET /readyz
${hosts.map((host, at) => `  server p${at} ${host} check inter 500ms fall 2 rise 1`).join('\n')}
`;
}
