import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** What became of the calls of a load. */
export interface LoadSaw {
  calls: number;
  /** Calls by status; 0: the connection broke. */
  statuses: Record<number, number>;
  /** The first of those that were not 2xx. */
  failures: string[];
  p95Ms: number;
  p99Ms: number;
  /** Highest time that one call took. */
  mostMs: number;
}

interface Call {
  status: number;
  what: string;
  tookMs: number;
}

/** Calls at an even pace, whatever becomes of those before: lists, pages, and places held by guests. */
export async function steadyLoad(
  url: string,
  {
    session,
    perSecond,
    calls,
    isEnough = () => true,
    patienceMs = 15_000,
  }: { session: string; perSecond: number; calls: number; isEnough?: () => boolean; patienceMs?: number },
): Promise<LoadSaw> {
  const statuses: Record<number, number> = {};
  const failures: string[] = [];
  const took: number[] = [];
  const open = new Set<Promise<void>>();
  const note = ({ status, what, tookMs }: Call): void => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    took.push(tookMs);
    if (status < 200 || status > 299) failures.push(`${what} ${status}`);
  };
  const startedMs = performance.now();
  let sent = 0;
  for (; sent < calls || !isEnough(); sent += 1) {
    const dueMs = startedMs + (sent * 1_000) / perSecond;
    const early = dueMs - performance.now();
    if (early > 1) await wait(early);
    const one = send(url, { session, kind: sent, patienceMs })
      .then((call) => note(call))
      .finally(() => open.delete(one));
    open.add(one);
  }
  await Promise.all(open);
  const sorted = took.toSorted((a, b) => a - b);
  return {
    calls: sent,
    statuses,
    failures: failures.slice(0, 10),
    p95Ms: Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0),
    p99Ms: Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
    mostMs: Math.round(sorted.at(-1) ?? 0),
  };
}

async function send(
  url: string,
  { session, kind, patienceMs }: { session: string; kind: number; patienceMs: number },
): Promise<Call> {
  const holds = kind % 4 === 3;
  const path = holds ? '/cart/lines' : kind % 2 === 0 ? '/sessions?limit=3' : `/sessions/${session}`;
  const line = { session, category: 'A', offer: 'solo', quantity: 1 };
  const began = performance.now();
  try {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: holds ? 'POST' : 'GET',
      signal: AbortSignal.timeout(patienceMs),
      ...(holds
        ? {
            body: JSON.stringify(line),
            headers: {
              'content-type': 'application/json',
              'idempotency-key': randomUUID(),
              'x-requested-with': 'og-tickets',
            },
          }
        : {}),
    });
    await answer.arrayBuffer();
    return { status: answer.status, what: path, tookMs: performance.now() - began };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { status: 0, what: `${path} ${cause}`, tookMs: performance.now() - began };
  }
}
