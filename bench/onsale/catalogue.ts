import type { Processes } from '../../server/test/processes.ts';
import { Crowd, perSecond } from '../lib/crowd.ts';
import { type Bench, freshSession, rush } from '../lib/measure.ts';
import { manySessions } from '../lib/sessions.ts';
import { median, percentile, sleep } from '../lib/stats.ts';

/** T9: the list of sessions from memory and by a statement for each request, and what a rush does to it. */
export interface CatalogueSpeed {
  sessions: number;
  pagesPerSecond: { snapshot: number[]; query: number[] };
  p99IdleMs: number[];
  p99InRushMs: number[];
}

const sessions = 760;
const path = '/sessions?limit=20&sort=date';
const readers = 16;
/** Visitors whose waiting is compared: few, so that they do not make the load themselves. */
const fewReaders = 4;
/** A process looks for changes of the catalogue once a second. */
const catchUpMs = 2_500;
/** Below what a process can bear, so that it is a rush and not an overload, which turns browsing away. */
const rushConnections = 32;

/** Compares them in turns. */
export async function measureCatalogue(
  bench: Bench,
  servers: Processes,
  wanted: { rounds: number; seconds: number },
): Promise<CatalogueSpeed> {
  await manySessions(bench, sessions, 10_000);
  const byQuery = await bench.shop.serveCatalogueByQuery();
  await sleep(catchUpMs);
  const visitors = new Crowd();
  const speed: CatalogueSpeed = {
    sessions,
    pagesPerSecond: { snapshot: [], query: [] },
    p99IdleMs: [],
    p99InRushMs: [],
  };
  const { seconds } = wanted;
  const read = (urls: readonly string[], connections: number) =>
    visitors.send({ kind: 'browse', urls, connections, path, seconds });
  try {
    for (let round = 0; round < wanted.rounds; round += 1) {
      speed.pagesPerSecond.snapshot.push(perSecond(await read(servers.urls, readers)));
      speed.pagesPerSecond.query.push(perSecond(await read(byQuery.urls, readers)));
      speed.p99IdleMs.push(percentile((await read(servers.urls, fewReaders)).tookMs, 0.99));
      const session = await freshSession(bench);
      const order = {
        kind: 'closed',
        sessions: [session.code],
        connections: rushConnections,
        seconds: seconds + 1,
      } as const;
      const rushing = rush(bench, servers, { ...order, urls: servers.urls }, [session.id]);
      await sleep(500);
      speed.p99InRushMs.push(percentile((await read(servers.urls, fewReaders)).tookMs, 0.99));
      await rushing;
    }
  } finally {
    visitors.close();
    await byQuery.stop();
  }
  const { snapshot, query } = speed.pagesPerSecond;
  bench.say(`catalogue: ${Math.round(median(snapshot))} pages/s from memory, ${Math.round(median(query))} by query`);
  return speed;
}
