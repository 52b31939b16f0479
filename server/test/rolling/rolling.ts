import { freePort } from '../bank-process.ts';
import type { TestShop } from '../harness.ts';
import { type Processes, startProcesses } from '../processes.ts';

/** Processes on ports that stay theirs, so that each can be ended and take its place again. */
export interface Rolling {
  urls: string[];
  /** Those of the processes that run now. */
  pids(): number[];
  /** Ends the one at a place by SIGTERM and starts another there; how long the end took. */
  restart(at: number): Promise<number>;
  stop(): Promise<void>;
}

/** Starts `count` processes that answer browsers. */
export async function startRolling(
  shop: Pick<TestShop, 'keysDir' | 'databaseUrl'>,
  count: number,
  environment: Record<string, string> = {},
): Promise<Rolling> {
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const start = (port: number): Promise<Processes> =>
    startProcesses(shop, 1, { OG_ROLE: 'web', SHUTDOWN_DRAIN_SECONDS: '1', ...environment, PORT: String(port) });
  const running = await Promise.all(ports.map(start));
  return {
    urls: running.flatMap(({ urls }) => urls),
    pids: () => running.flatMap(({ pids }) => pids),
    restart: async (at) => {
      const beganMs = performance.now();
      await running[at]?.stop();
      const tookMs = performance.now() - beganMs;
      running[at] = await start(ports[at] ?? 0);
      return Math.round(tookMs);
    },
    stop: async () => {
      await Promise.all(running.map((one) => one.stop()));
    },
  };
}
