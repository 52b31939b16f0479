import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the gates do: each shows one ticket after the other, as soon as the last was answered. */
export type GateOrder = {
  /** Fresh tickets, as many as can be shown. */
  tickets: readonly { id: string; code: string }[];
  gates: number;
  seconds: number;
} & (
  | { kind: 'server'; url: string; session: string; tokens: readonly string[] }
  /** The two statements of a redemption in a transaction, by the driver and prepared, and nothing else. */
  | { kind: 'bare'; databaseUrl: string; sessionId: number }
);

export interface GateReport {
  seconds: number;
  /** Milliseconds of each ticket that was let in. */
  tookMs: Float64Array;
  /** Tickets that were shown. */
  shown: number;
  failures: string[];
  /** Processor time of the gates themselves, in seconds. */
  processorSeconds: number;
}

/** Shows tickets from a process of its own. */
export async function showTickets(order: GateOrder): Promise<GateReport> {
  const script = fileURLToPath(new URL('../processes/gates.ts', import.meta.url));
  const child = fork(script, { serialization: 'advanced' });
  const ended = new AbortController();
  try {
    child.send(order);
    const [report] = await Promise.race([
      once(child, 'message', { signal: ended.signal }),
      once(child, 'exit', { signal: ended.signal }).then(() => Promise.reject(new Error('the gates went away'))),
    ]);
    return report;
  } finally {
    ended.abort();
    child.kill();
  }
}
