import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import type { SessionStatus } from '../rules/sale-state.ts';
import { onSaleNow } from './on-sale.ts';

/** A session as the back office lists it. */
export interface SessionRow {
  id: number;
  code: string;
  titleFr: string;
  titleEn: string;
  sport: string;
  sportFr: string;
  sportEn: string;
  venue: string;
  venueFr: string;
  venueEn: string;
  startsAt: Date;
  timezone: string;
  status: SessionStatus;
  onSale: boolean;
  capacity: number;
  taken: number;
  held: number;
}

export interface SessionRowFilter {
  words: readonly string[];
  sport: string | undefined;
  venue: string | undefined;
  status: SessionStatus | undefined;
  after: { startsAtMs: number; id: number } | null;
  limit: number;
}

/** Sessions of every state by start, those after `after`; places are counted for those of the page only. */
export async function findSessionRows(db: Db, filter: SessionRowFilter): Promise<SessionRow[]> {
  const { words, sport, venue, status, after, limit } = filter;
  const conditions = [
    sql`session.search_text LIKE ALL (${words.map((word) => `%${word}%`)}::text[])`,
    ...(sport === undefined ? [] : [sql`session.sport = ${sport}`]),
    ...(venue === undefined ? [] : [sql`session.venue = ${venue}`]),
    ...(status === undefined ? [] : [sql`session.status = ${status}`]),
    ...(after === null
      ? []
      : [sql`(session.starts_at, session.id) > (to_timestamp(${after.startsAtMs}::float8 / 1000), ${after.id}::int)`]),
  ];
  const { rows } = await sql<SessionRow>`
    WITH chosen AS MATERIALIZED (
      SELECT session.*, ${onSaleNow} AS on_sale FROM catalog.sessions AS session
      WHERE ${sql.join(conditions, sql` AND `)}
      ORDER BY session.starts_at, session.id LIMIT ${limit})
    SELECT chosen.id, chosen.code, title_fr AS "titleFr", title_en AS "titleEn", sport, sport.name_fr AS "sportFr",
           sport.name_en AS "sportEn", venue, venue.name AS "venueFr", coalesce(venue.name_en, venue.name) AS "venueEn",
           starts_at AS "startsAt", timezone, status, stock.categories > 0 AND on_sale AS "onSale",
           stock.capacity, stock.taken, holds.held
    FROM chosen
    JOIN catalog.sports AS sport ON sport.code = chosen.sport
    JOIN catalog.venues AS venue ON venue.code = chosen.venue
    CROSS JOIN LATERAL (
      SELECT count(*) AS categories, coalesce(sum(capacity), 0)::int AS capacity, coalesce(sum(taken), 0)::int AS taken
      FROM inventory.inventory WHERE session_id = chosen.id AND capacity > 0) AS stock
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(hold.places), 0)::int AS held FROM inventory.holds AS hold
      WHERE hold.session_id = chosen.id AND hold.state IN ('live', 'claimed')) AS holds
    ORDER BY starts_at, chosen.id`.execute(db);
  return rows;
}
