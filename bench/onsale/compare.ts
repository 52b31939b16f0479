import { sql } from 'kysely';
import type { Processes } from '../../server/test/processes.ts';
import type { Strategy } from '../lib/bench-shop.ts';
import { type Bench, freshSession, isLate, type Rush, rush } from '../lib/measure.ts';
import { median } from '../lib/stats.ts';

/** Closed loops: of each strategy, at each number of connections, the runs one after the other in turns. */
export interface Compared {
  strategy: Strategy;
  connections: number;
  rounds: Omit<Rush, 'report'>[];
}

export const buyersAtPeak = 128;
/** Connections of a crowd that wants the same at once. */
export const buyersInRush = 1_000;

type Served = Readonly<Record<Strategy, Processes>>;

/** Runs closed loops in turns, so that a slow moment of the machine falls on all strategies. */
export async function compareClosed(
  bench: Bench,
  served: Served,
  wanted: { strategies: readonly Strategy[]; connections: readonly number[]; rounds: number; seconds: number },
): Promise<Compared[]> {
  const compared = wanted.connections.flatMap((connections) =>
    wanted.strategies.map((strategy): Compared => ({ strategy, connections, rounds: [] })),
  );
  for (let round = 0; round < wanted.rounds && (round === 0 || !isLate()); round += 1) {
    for (const { strategy, connections, rounds } of compared) {
      const session = await freshSession(bench);
      const order = { kind: 'closed', sessions: [session.code], connections, seconds: wanted.seconds } as const;
      const servers = served[strategy];
      const { report: _report, ...seen } = await rush(
        bench,
        servers,
        { ...order, urls: servers.urls },
        [session.id],
        strategy,
      );
      bench.say(
        `${strategy} at ${connections}: ${Math.round(seen.holdsPerSecond)} holds/s, p99 ${Math.round(seen.p99Ms)} ms`,
      );
      rounds.push(seen);
    }
  }
  return compared;
}

/** The median of one figure of the rounds of a strategy. */
export function medianOf(
  compared: readonly Compared[],
  strategy: Strategy,
  connections: number,
  figure: (rush: Compared['rounds'][number]) => number,
): number {
  const found = compared.find((one) => one.strategy === strategy && one.connections === connections);
  return median((found?.rounds ?? []).map(figure));
}

/**
 * A disk that needs a millisecond more for each commit: a deferred trigger on the hot row sleeps at the end of its
 * transaction, while all of its locks are still held, as they are while the log is written. `commit_delay` would not do: the
 * server skips it where fewer than commit_siblings others are active. Commits that do not touch the row are not slowed, which
 * favours the naive strategy: it has two more for each hold with a key.
 */
export async function onSlowDisk<T>(bench: Bench, work: () => Promise<T>): Promise<T> {
  const { db } = bench.shop;
  await sql`CREATE FUNCTION inventory.slow_commit() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN PERFORM pg_sleep(0.001); RETURN NULL; END'`.execute(db);
  await sql`CREATE CONSTRAINT TRIGGER slow_commit AFTER UPDATE ON inventory.inventory
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory.slow_commit()`.execute(db);
  try {
    return await work();
  } finally {
    await sql`DROP TRIGGER slow_commit ON inventory.inventory`.execute(db);
    await sql`DROP FUNCTION inventory.slow_commit()`.execute(db);
  }
}
