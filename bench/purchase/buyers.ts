import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Of a purchase as its buyer sees it. */
export type Step = 'hold' | 'order' | 'pay' | 'tickets';

export interface PurchaseOrder {
  url: string;
  session: string;
  tokens: readonly string[];
  buyers: number;
  seconds: number;
}

export interface PurchaseReport {
  purchases: number;
  seconds: number;
  /** Milliseconds of each. */
  steps: Record<Step, number[]>;
  failures: string[];
}

/** Buys in a process of its own. */
export async function purchaseAll(order: PurchaseOrder): Promise<PurchaseReport> {
  const child = fork(fileURLToPath(new URL('../processes/buyers.ts', import.meta.url)), { serialization: 'advanced' });
  const ended = new AbortController();
  try {
    child.send(order);
    const [report] = await Promise.race([
      once(child, 'message', { signal: ended.signal }),
      once(child, 'exit', { signal: ended.signal }).then(() => Promise.reject(new Error('the buyers went away'))),
    ]);
    return report;
  } finally {
    ended.abort();
    child.kill();
  }
}
