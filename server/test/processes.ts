import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestShop } from './harness.ts';

const children: ChildProcess[] = [];

/** Starts further server processes on the database and keys of a shop. Returns their addresses. */
export function startProcesses(
  shop: Pick<TestShop, 'keysDir' | 'databaseUrl'>,
  count: number,
  environment: Record<string, string> = {},
): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => startProcess(shop, environment)));
}

async function startProcess(
  shop: Pick<TestShop, 'keysDir' | 'databaseUrl'>,
  environment: Record<string, string>,
): Promise<string> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('serve.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      OG_DATA_DIR: shop.keysDir,
      DATABASE_URL: shop.databaseUrl,
      DATABASE_CONNECTIONS: '8',
      LOG_LEVEL: 'fatal',
      ...environment,
    },
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [''])]);
  const said: unknown = JSON.parse(String(first));
  if (typeof said === 'object' && said !== null && 'url' in said) return String(said.url);
  throw new Error(`a server process said ${String(first)} instead of its address`);
}

/** Stops every process that was started here. */
export async function stopProcesses(): Promise<void> {
  await Promise.all(
    children.splice(0).map(async (child) => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }),
  );
}
