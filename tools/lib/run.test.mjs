import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { isAlive } from './ancestors.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'og-run-'));
const server = path.join(folder, 'server.mjs');
const starter = path.join(folder, 'starter.mjs');
writeFileSync(
  server,
  `const seen = [];
   for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {
     seen.push(signal);
     setTimeout(() => { console.log('seen ' + seen); process.exit(7); }, 300);
   });
   setInterval(() => undefined, 1000);
   console.log('pid ' + process.pid);`,
);
writeFileSync(
  starter,
  `const { handOver } = await import(${JSON.stringify(new URL('./run.mjs', import.meta.url).href)});
   const { listenForStop } = await import(${JSON.stringify(new URL('./stop.mjs', import.meta.url).href)});
   listenForStop();
   process.exit(await handOver(process.execPath, [${JSON.stringify(server)}]));`,
);
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
async function begin(command, args, env) {
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: undefined, ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  while (!/pid \d+/.test(output)) await sleep(10);
  return { child, group: -(child.pid ?? 0), serverPid: Number(/pid (\d+)/.exec(output)?.[1]), output: () => output };
}

/** @param {number} pid */
async function ends(pid) {
  while (isAlive(pid)) await sleep(10);
}

test('a Ctrl-C that reaches the group and comes from npm once more is one for the server', async () => {
  const { child, group, output } = await begin(process.execPath, [starter]);
  // Held for a moment, so that two signals to the server, if there were two, would not arrive as one.
  child.kill('SIGSTOP');
  process.kill(group, 'SIGINT');
  await sleep(100);
  child.kill('SIGCONT');
  await sleep(50);
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  expect(output()).toContain('seen SIGINT\n');
  expect(code).toBe(7);
});

test('SIGTERM and a closed terminal are handed on as SIGTERM', async () => {
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
    const { child, output } = await begin(process.execPath, [starter]);
    child.kill(signal);
    const [code] = await once(child, 'close');
    expect(output()).toContain('seen SIGTERM\n');
    expect(code).toBe(7);
  }
});

test('a server that was killed is told by the exit code', async () => {
  const { child, serverPid } = await begin(process.execPath, [starter]);
  process.kill(serverPid, 'SIGKILL');
  expect(await once(child, 'close')).toEqual([128 + 9, null]);
});

test('a kill -9 of the starter and its group takes the server along', async () => {
  const { group, serverPid } = await begin(process.execPath, [starter]);
  process.kill(group, 'SIGKILL');
  await ends(serverPid);
  expect(isAlive(serverPid)).toBe(false);
});

test('a kill -9 of npm stops the server', async () => {
  // As under npm: a process that waits for the script, here a shell that has something left to do.
  const script = `'${process.execPath}' '${starter}'; true`;
  const { child, serverPid, output } = await begin('sh', ['-c', script], { npm_lifecycle_event: 'start' });
  child.kill('SIGKILL');
  await ends(serverPid);
  expect(output()).toContain('seen SIGTERM\n');
});
