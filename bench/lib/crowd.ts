import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Where buyers go and what they want. */
interface Aim {
  urls: readonly string[];
  /** Codes of sessions; each call takes one at random. */
  sessions: readonly string[];
  connections: number;
  /** Access tokens of accounts that come with two devices at once; without any, everybody is a guest. */
  tokens?: readonly string[];
}

export type CrowdOrder =
  /** Each connection asks again as soon as it is answered. */
  | (Aim & { kind: 'closed'; seconds: number })
  /** As closed, until not one place is left or the time is over. */
  | (Aim & { kind: 'sell-out'; seconds: number })
  /** So many calls whether or not earlier ones were answered: 60 % within two seconds, then a Poisson tail. */
  | (Aim & { kind: 'open'; arrivals: number; tailSeconds: number })
  /** Everybody reads one page again and again. */
  | { kind: 'browse'; urls: readonly string[]; connections: number; path: string; seconds: number };

export interface CrowdReport {
  beganAtMs: number;
  endedAtMs: number;
  /** Calls by the status of their reply; 0: none came. */
  statuses: Record<number, number>;
  /** Of what was granted or read: when the reply came (since the epoch), and how long after the intended start. */
  doneAtMs: Float64Array;
  tookMs: Float64Array;
  /** Places that buyers were told they have, by cart. */
  granted: Map<string, number>;
  grants: number;
  /** Calls sent again with their key, and those of them that were told something else than the first time. */
  repeated: number;
  repeatedOtherwise: number;
  /** Processor time of the crowd itself, in seconds. */
  processorSeconds: number;
}

/** Buyers in a process of their own, so that they slow the servers down no more than they must. */
export class Crowd {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = fork(fileURLToPath(new URL('../processes/crowd.ts', import.meta.url)), { serialization: 'advanced' });
  }

  /** Does one thing and says what came of it. One at a time. */
  async send(order: CrowdOrder): Promise<CrowdReport> {
    const ended = new AbortController();
    this.#child.send(order);
    const [report] = await Promise.race([
      once(this.#child, 'message', { signal: ended.signal }),
      once(this.#child, 'exit', { signal: ended.signal }).then(() => Promise.reject(new Error('the crowd went away'))),
    ]);
    ended.abort();
    return report;
  }

  close(): void {
    if (this.#child.connected) this.#child.disconnect();
  }
}

/** Grants or pages a second. */
export function perSecond(report: CrowdReport): number {
  return report.doneAtMs.length / ((report.endedAtMs - report.beganAtMs) / 1_000);
}
