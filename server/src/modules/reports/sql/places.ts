import type { EntriesReport } from '@og-tickets/contract/reports.ts';
import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** Places of each category of a session. What a cart held and let lapse is free, though it may still stand as taken. */
export async function selectPlaces(
  db: Db,
  sessionId: number,
): Promise<{ category: string; capacity: number; sold: number; held: number }[]> {
  const { rows } = await sql<{ category: string; capacity: number; sold: number; held: number }>`
    SELECT i.category, i.capacity, (i.taken - coalesce(open.places, 0))::int AS sold, coalesce(open.held, 0)::int AS held
      FROM inventory.inventory AS i
      LEFT JOIN (SELECT category, sum(places) AS places,
                        sum(places) FILTER (WHERE state = 'claimed' OR expires_at > now()) AS held
                   FROM inventory.holds WHERE session_id = ${sessionId} AND state IN ('live', 'claimed')
                  GROUP BY category) AS open ON open.category = i.category
     WHERE i.session_id = ${sessionId} ORDER BY i.category`.execute(db);
  return rows;
}

type GateRow = Omit<EntriesReport['gates'][number], 'firstAt' | 'lastAt'> & { firstAt: Date; lastAt: Date };

/** The scans of a session by gate, without those in quarantine; what was taken back counts nobody. */
export async function selectEntries(db: Db, sessionId: number): Promise<GateRow[]> {
  const { rows } = await sql<GateRow>`
    SELECT gate, coalesce(sum(passed) FILTER (WHERE state = 'counted' AND direction = 'in'), 0)::int AS entered,
           coalesce(sum(passed) FILTER (WHERE state = 'counted' AND direction = 'out'), 0)::int AS left,
           count(*) FILTER (WHERE coalesce(local_verdict, verdict) <> 'admitted' AND passed = 0)::int AS "refusedScans",
           count(*) FILTER (WHERE offline)::int AS "offlineScans",
           min(happened_at) AS "firstAt", max(happened_at) AS "lastAt"
      FROM admissions.scans WHERE session_id = ${sessionId} AND state <> 'quarantined'
     GROUP BY gate ORDER BY gate`.execute(db);
  return rows;
}

/** Places of the tickets of a session that let somebody in. */
export async function countExpected(db: Db, sessionId: number): Promise<number> {
  const { rows } = await sql<{ places: number }>`
    SELECT coalesce(sum(places), 0)::int AS places FROM tickets.tickets
     WHERE session_id = ${sessionId} AND status IN ('valid', 'used')`.execute(db);
  return rows[0]?.places ?? 0;
}

/** Refunds that are on their way, and those that the provider refused. */
export async function sumOpenRefunds(
  db: Db,
): Promise<Record<'requested' | 'failed', { refunds: number; cents: number }>> {
  const { rows } = await sql<{ status: 'requested' | 'failed'; refunds: number; cents: number }>`
    SELECT status, count(*) AS refunds, sum(amount_cents)::bigint AS cents FROM payments.refunds
     WHERE status IN ('requested', 'failed') GROUP BY status`.execute(db);
  const of = (wanted: string) => {
    const { refunds, cents } = rows.find(({ status }) => status === wanted) ?? { refunds: 0, cents: 0 };
    return { refunds, cents };
  };
  return { requested: of('requested'), failed: of('failed') };
}
