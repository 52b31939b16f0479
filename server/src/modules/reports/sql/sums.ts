import { shopTimeZone } from '@og-tickets/contract/reports.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { Span } from '../rules/report-period.ts';

/** What is added up of each event of the books. */
export type Dimension = 'offer' | 'session' | 'category' | 'channel' | 'reason' | 'vat' | 'money';

/** Sums of the books; money in cents with VAT contained, never negative. For `money`, units are captures and refunds. */
export interface SumsRow {
  soldUnits: number;
  soldPlaces: number;
  soldCents: number;
  soldVatCents: number;
  returnedUnits: number;
  returnedPlaces: number;
  returnedCents: number;
  returnedVatCents: number;
}

const added = sql`
  sum(sold_units)::bigint AS "soldUnits", sum(sold_places)::bigint AS "soldPlaces",
  sum(sold_cents)::bigint AS "soldCents", sum(sold_vat_cents)::bigint AS "soldVatCents",
  sum(returned_units)::bigint AS "returnedUnits", sum(returned_places)::bigint AS "returnedPlaces",
  sum(returned_cents)::bigint AS "returnedCents", sum(returned_vat_cents)::bigint AS "returnedVatCents"`;

const columns = sql`dimension, grain, starts_at, key, sold_units, sold_places, sold_cents, sold_vat_cents,
  returned_units, returned_places, returned_cents, returned_vat_cents`;

const startOf = (day: string): RawBuilder<Date> => sql`(${day}::date::timestamp AT TIME ZONE ${shopTimeZone})`;

/** Sums of a dimension over some spans, and of what waits to be added to them: one statement, one moment. */
function wanted(dimension: Dimension, spans: readonly Span[]): RawBuilder<unknown> {
  const within = sql.join(
    spans.map(
      ({ grain, from, before }) =>
        sql`(grain = ${grain} AND starts_at >= ${startOf(from)} AND starts_at < ${startOf(before)})`,
    ),
    sql` OR `,
  );
  return sql`
    SELECT ${columns} FROM reports.sums WHERE dimension = ${dimension} AND (${within})
    UNION ALL
    SELECT ${columns} FROM reports.grained
     WHERE transaction_id IN (SELECT transaction_id FROM reports.uncounted) AND dimension = ${dimension} AND (${within})`;
}

/** What was sold and taken back in some spans, by the keys of a dimension, the highest net amount first. */
export async function sumByKey(
  db: Db,
  dimension: Dimension,
  spans: readonly Span[],
): Promise<(SumsRow & { key: string })[]> {
  const { rows } = await sql<SumsRow & { key: string }>`
    SELECT key, ${added} FROM (${wanted(dimension, spans)}) AS found
     GROUP BY key ORDER BY sum(sold_cents) - sum(returned_cents) DESC, key`.execute(db);
  return rows;
}

/** The same by sport or venue of the sessions as they are now; a session that is gone stands for itself. */
export async function sumByPlace(
  db: Db,
  column: 'sport' | 'venue',
  spans: readonly Span[],
): Promise<(SumsRow & { key: string })[]> {
  const { rows } = await sql<SumsRow & { key: string }>`
    SELECT coalesce(session.${sql.ref(column)}, found.key) AS key, ${added}
      FROM (${wanted('session', spans)}) AS found LEFT JOIN catalog.sessions AS session ON session.code = found.key
     GROUP BY 1 ORDER BY sum(sold_cents) - sum(returned_cents) DESC, 1`.execute(db);
  return rows;
}

/** The same by days of the shop's zone, the first day first; spans of days only. */
export async function sumByDay(
  db: Db,
  dimension: Dimension,
  spans: readonly Span[],
): Promise<(SumsRow & { day: string; key: string })[]> {
  const { rows } = await sql<SumsRow & { day: string; key: string }>`
    SELECT to_char(starts_at AT TIME ZONE ${shopTimeZone}, 'YYYY-MM-DD') AS day, key, ${added}
      FROM (${wanted(dimension, spans)}) AS found GROUP BY starts_at, key ORDER BY starts_at, key`.execute(db);
  return rows;
}

/** Tickets and money since a moment, by quarters of an hour. */
export async function sumByQuarter(
  db: Db,
  from: Date,
): Promise<{ startsAt: Date; soldUnits: number; netCents: number }[]> {
  const { rows } = await sql<{ startsAt: Date; soldUnits: number; netCents: number }>`
    SELECT starts_at AS "startsAt", sum(sold_units)::bigint AS "soldUnits",
           sum(sold_cents - returned_cents)::bigint AS "netCents"
      FROM (SELECT ${columns} FROM reports.sums
             WHERE dimension = 'channel' AND grain = 'quarter' AND starts_at >= ${from}
            UNION ALL
            SELECT ${columns} FROM reports.grained
             WHERE transaction_id IN (SELECT transaction_id FROM reports.uncounted)
               AND dimension = 'channel' AND grain = 'quarter' AND starts_at >= ${from}) AS found
     GROUP BY starts_at ORDER BY starts_at`.execute(db);
  return rows;
}

/** Adds events that wait to the sums, `limit` at most, and returns how many they were. Runs beside itself without harm. */
export async function countBooked(tx: Tx, limit: number): Promise<number> {
  const { rows } = await sql<{ counted: number }>`
    WITH taken AS (
      DELETE FROM reports.uncounted WHERE transaction_id IN (
        SELECT transaction_id FROM reports.uncounted ORDER BY transaction_id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING transaction_id
    ), written AS (
      INSERT INTO reports.sums AS s (${columns})
        SELECT dimension, grain, starts_at, key, sum(sold_units), sum(sold_places), sum(sold_cents), sum(sold_vat_cents),
          sum(returned_units), sum(returned_places), sum(returned_cents), sum(returned_vat_cents)
        FROM reports.grained WHERE transaction_id IN (SELECT transaction_id FROM taken)
        GROUP BY dimension, grain, starts_at, key ORDER BY dimension, grain, starts_at, key
      ON CONFLICT (dimension, grain, starts_at, key) DO UPDATE SET
        sold_units = s.sold_units + excluded.sold_units, sold_places = s.sold_places + excluded.sold_places,
        sold_cents = s.sold_cents + excluded.sold_cents, sold_vat_cents = s.sold_vat_cents + excluded.sold_vat_cents,
        returned_units = s.returned_units + excluded.returned_units,
        returned_places = s.returned_places + excluded.returned_places,
        returned_cents = s.returned_cents + excluded.returned_cents,
        returned_vat_cents = s.returned_vat_cents + excluded.returned_vat_cents
    )
    SELECT count(*) AS counted FROM taken`.execute(tx);
  return rows[0]?.counted ?? 0;
}
