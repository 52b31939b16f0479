import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A server process of which every byte that it writes and every address that it is called by or calls is kept. */
export interface HeardProcess {
  url: string;
  /** Standard output and error. */
  said(): string;
  /** One line for each call: `in /path` or `out http://host/path`. */
  calls(): string;
  stop(): Promise<void>;
}

const tellUrls = fileURLToPath(new URL('tell-urls.ts', import.meta.url));
const startPatienceMs = 60_000;

/** Starts a script that prints its address in what `address` matches. Throws when it ends or is silent for a minute. */
export async function startHeard(script: URL, env: Record<string, string>, address: RegExp): Promise<HeardProcess> {
  const child = spawn(process.execPath, ['--import', tellUrls, fileURLToPath(script)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let [said, calls] = ['', ''];
  const [, output, errors, told] = child.stdio;
  if (!(output instanceof Readable && errors instanceof Readable && told instanceof Readable))
    throw new Error('no pipes');
  for (const stream of [output, errors]) stream.on('data', (chunk) => (said += String(chunk)));
  told.on('data', (chunk) => (calls += String(chunk)));
  const deadline = performance.now() + startPatienceMs;
  const found = (): string | undefined => address.exec(said)?.[1];
  while (found() === undefined && child.exitCode === null && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const url = found();
  if (url === undefined) {
    child.kill('SIGKILL');
    throw new Error(`the process did not say its address:\n${said}`);
  }
  return {
    url,
    said: () => said,
    calls: () => calls,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}
