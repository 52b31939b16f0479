import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { SessionValues } from '../rules/import-state.ts';

const recordOfSession = sql`
  given (code text, sport text, venue text, title_fr text, title_en text, description_fr text, description_en text,
         search_text text, starts_at timestamptz, ends_at timestamptz, doors_at timestamptz, timezone text,
         capacity integer, medal boolean, places_per_account integer, cancellable_until timestamptz)`;

/** Keeps other imports and edits of sessions out until the transaction ends; reading and buying go on. */
export async function lockSessions(tx: Tx): Promise<void> {
  await sql`LOCK TABLE catalog.sessions IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}

/** Every session as an import writes it, with its number. */
export async function readSessions(db: Db): Promise<(SessionValues & { id: number })[]> {
  const rows = await db
    .selectFrom('catalog.sessions')
    .select(['id', 'code', 'sport', 'venue', 'title_fr', 'title_en', 'description_fr', 'description_en', 'search_text'])
    .select(['starts_at', 'ends_at', 'doors_at', 'timezone', 'capacity', 'medal', 'places_per_account'])
    .select('cancellable_until')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...row,
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at.toISOString(),
    doors_at: row.doors_at.toISOString(),
    cancellable_until: row.cancellable_until?.toISOString() ?? null,
  }));
}

/** Numbers of sessions by their codes. */
export async function readSessionIds(db: Db): Promise<Map<string, number>> {
  const rows = await db.selectFrom('catalog.sessions').select(['id', 'code']).execute();
  return new Map(rows.map((row) => [row.code, row.id]));
}

/** Tells whether there is any session at all. */
export async function hasSessions(db: Db): Promise<boolean> {
  return (await db.selectFrom('catalog.sessions').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Adds sessions, published. Their numbers follow their starts. */
export async function insertSessions(tx: Tx, rows: readonly SessionValues[]): Promise<void> {
  await sql`
    INSERT INTO catalog.sessions
      (code, sport, venue, title_fr, title_en, description_fr, description_en, search_text,
       starts_at, ends_at, doors_at, timezone, capacity, medal, places_per_account, cancellable_until)
    SELECT code, sport, venue, title_fr, title_en, description_fr, description_en, search_text,
           starts_at, ends_at, doors_at, timezone, capacity, medal, places_per_account, cancellable_until
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS ${recordOfSession}
    ORDER BY starts_at, code`.execute(tx);
}

/** Changes sessions by their codes; status, VAT and the dates of their sale stay. */
export async function updateSessions(tx: Tx, rows: readonly SessionValues[]): Promise<void> {
  await sql`
    UPDATE catalog.sessions AS session
    SET sport = given.sport, venue = given.venue, title_fr = given.title_fr, title_en = given.title_en,
        description_fr = given.description_fr, description_en = given.description_en,
        search_text = given.search_text, starts_at = given.starts_at, ends_at = given.ends_at,
        doors_at = given.doors_at, timezone = given.timezone, capacity = given.capacity, medal = given.medal,
        places_per_account = given.places_per_account, cancellable_until = given.cancellable_until
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS ${recordOfSession}
    WHERE session.code = given.code`.execute(tx);
}
