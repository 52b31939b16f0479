import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { compileCache } from './compile-cache.ts';

/** A simulated bank in a process of its own, as `npm run bank` starts it. */
export interface BankProcess {
  url: string;
  pid: number;
  /** kill -9. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the bank on its folder; `port` 0 takes a free one. */
export async function startBankProcess(settings: {
  dataDir: string;
  folder: string;
  webhookUrl: string;
  port?: number;
}): Promise<BankProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../src/simulated-bank/main.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      HOST: '127.0.0.1',
      SIMULATED_BANK_PORT: String(settings.port ?? 0),
      SIMULATED_BANK_DIR: settings.folder,
      SIMULATED_BANK_WEBHOOK_URL: settings.webhookUrl,
      OG_DATA_DIR: settings.dataDir,
      LOG_LEVEL: 'fatal',
      ...compileCache,
    },
  });
  const url = await printedAddress(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return { url, pid: child.pid ?? 0, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

async function printedAddress(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the bank has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /Simulated bank: (\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the bank ended before it said its address');
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
