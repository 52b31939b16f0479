import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { SportValues, VenueValues } from '../rules/import-state.ts';

interface Counted {
  version: number;
  sessions: number;
}

const sessionsOf = (column: 'sport' | 'venue') =>
  sql<number>`(SELECT count(*)::int FROM catalog.sessions AS session WHERE ${sql.ref(`session.${column}`)} = one.code)`;

/** Sports with the number of their sessions. */
export async function findSports(db: Db): Promise<(SportValues & Counted)[]> {
  const { rows } = await sql<SportValues & Counted>`
    SELECT code, name_fr, name_en, version, ${sessionsOf('sport')} AS sessions
    FROM catalog.sports AS one ORDER BY name_fr, code`.execute(db);
  return rows;
}

/** Venues with the number of their sessions. */
export async function findVenues(db: Db): Promise<(VenueValues & Counted)[]> {
  const { rows } = await sql<VenueValues & Counted>`
    SELECT code, name, name_en, city, capacity, latitude, longitude, version, ${sessionsOf('venue')} AS sessions
    FROM catalog.venues AS one ORDER BY name, code`.execute(db);
  return rows;
}

/** The version of a sport or a venue, locked until the transaction ends; null when there is none. */
export async function lockVersion(
  tx: Tx,
  table: 'catalog.sports' | 'catalog.venues',
  code: string,
): Promise<number | null> {
  // Two who add the same code at once: the second waits here and sees the first.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${table}:${code}`}, 0))`.execute(tx);
  const row = await tx.selectFrom(table).select('version').where('code', '=', code).forUpdate().executeTakeFirst();
  return row?.version ?? null;
}
