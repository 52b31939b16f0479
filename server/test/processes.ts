import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { compileCache } from './compile-cache.ts';
import type { TestShop } from './harness.ts';

/** Server processes beside the one of a test. */
export interface Processes {
  urls: string[];
  pids: number[];
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

const serveScript = new URL('serve.ts', import.meta.url);

/** Starts server processes on the database and keys of a shop; `environment` and `script` say what is different about them. */
export async function startProcesses(
  shop: Pick<TestShop, 'keysDir' | 'databaseUrl'>,
  count: number,
  environment: Record<string, string> = {},
  script: URL = serveScript,
): Promise<Processes> {
  const children: ChildProcess[] = [];
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    await Promise.all(
      children.splice(0).map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill(signal);
        await once(child, 'exit');
      }),
    );
  };
  const stop = (): Promise<void> => end('SIGTERM');
  try {
    const urls = await Promise.all(
      Array.from({ length: count }, () => startProcess(shop, environment, script, children)),
    );
    const pids = children.flatMap(({ pid }) => pid ?? []);
    return { urls, pids, stop, kill: () => end('SIGKILL') };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startProcess(
  shop: Pick<TestShop, 'keysDir' | 'databaseUrl'>,
  environment: Record<string, string>,
  script: URL,
  children: ChildProcess[],
): Promise<string> {
  const child = spawn(process.execPath, [fileURLToPath(script)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      OG_DATA_DIR: shop.keysDir,
      DATABASE_URL: shop.databaseUrl,
      DATABASE_CONNECTIONS: '8',
      LOG_LEVEL: 'error',
      ...compileCache,
      ...environment,
    },
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [''])]);
  // Whatever a process logs from here on is an error, and says why the test fails.
  lines.on('line', (line) => process.stderr.write(`${line}\n`));
  const said: unknown = JSON.parse(String(first) || '{}');
  if (typeof said === 'object' && said !== null && 'url' in said) return String(said.url);
  throw new Error(`a server process said ${String(first)} instead of its address`);
}
