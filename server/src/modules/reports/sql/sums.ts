import { shopTimeZone } from '@og-tickets/contract/reports.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import { type Period, spansOf } from '../rules/report-period.ts';
import { daysLater } from '@og-tickets/contract/rules/shop-day.ts';

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

/** The columns, and the names under which a report has them. */
const measured = [
  ['sold_units', 'soldUnits'],
  ['sold_places', 'soldPlaces'],
  ['sold_cents', 'soldCents'],
  ['sold_vat_cents', 'soldVatCents'],
  ['returned_units', 'returnedUnits'],
  ['returned_places', 'returnedPlaces'],
  ['returned_cents', 'returnedCents'],
  ['returned_vat_cents', 'returnedVatCents'],
] as const;

const measures = sql.raw(measured.map(([column]) => column).join(', '));

const columns = sql`dimension, grain, starts_at, key, ${measures}`;

/**
 * The sum of a column, whose sign says whether it is taken away. Numbers are added as those of eight bytes that a processor adds,
 * which are exact for whole ones below 2^53 as here; for `bigint` PostgreSQL adds in sixteen bytes and makes a `numeric` of each.
 */
const sumOf = (column: string): string => `sum((sign * ${column})::float8)`;

const added = sql.raw(measured.map(([column, name]) => `${sumOf(column)}::bigint AS "${name}"`).join(', '));

/** True of what something was sold or taken back of: the rest was in days that were taken away again. */
const anything = sql.raw(
  ['sold_units', 'returned_units', 'sold_cents', 'returned_cents', 'sold_vat_cents', 'returned_vat_cents']
    .map((column) => `${sumOf(column)} <> 0`)
    .join(' OR '),
);

/** The same under the names of the columns. */
const summed = sql.raw(measured.map(([column]) => `${sumOf(column)}::bigint AS ${column}`).join(', '));

/** Sums of sums, under the names that they have. */
const allOf = sql.raw(measured.map(([, name]) => `sum("${name}")::bigint AS "${name}"`).join(', '));

const startOf = (day: string): RawBuilder<Date> => sql`(${day}::date::timestamp AT TIME ZONE ${shopTimeZone})`;

const within = ({ grain, from, before }: { grain: string; from: string; before: string }): RawBuilder<unknown> =>
  sql`grain = ${grain} AND starts_at >= ${startOf(from)} AND starts_at < ${startOf(before)}`;

/** What waits to be added to the sums, of the days of a period. */
function uncounted(dimension: Dimension, { from, to }: Period): RawBuilder<unknown> {
  return sql`
    SELECT starts_at, key, 1 AS sign, ${measures} FROM reports.grained
     WHERE transaction_id IN (SELECT transaction_id FROM reports.uncounted) AND dimension = ${dimension}
       AND ${within({ grain: 'day', from, before: daysLater(to, 1) })}`;
}

/** Sums of a dimension that together are a period, what waits to be added to them included: one statement, one moment. */
function wanted(dimension: Dimension, period: Period): RawBuilder<unknown> {
  const spans = spansOf(period).map(
    (span) => sql`
      SELECT starts_at, key, ${sql.lit(span.sign)} AS sign, ${measures} FROM reports.sums
       WHERE dimension = ${dimension} AND ${within(span)}`,
  );
  return sql.join([...spans, uncounted(dimension, period)], sql` UNION ALL `);
}

/** What was sold and taken back in a period, by the keys of a dimension, the highest net amount first. */
export async function sumByKey(db: Db, dimension: Dimension, period: Period): Promise<(SumsRow & { key: string })[]> {
  const { rows } = await sql<SumsRow & { key: string }>`
    SELECT key, ${added} FROM (${wanted(dimension, period)}) AS found GROUP BY key HAVING ${anything}
     ORDER BY sum(sign * (sold_cents - returned_cents)) DESC, key`.execute(db);
  return rows;
}

/** Which rows of a report are wanted: `limit` of them after the first `skip`. */
interface Page {
  skip: number;
  limit: number;
}

/** Some of the keys by which a report adds up, the highest net amount first, and what all of them come to. */
export interface SumsPage {
  totals: SumsRow | undefined;
  rows: (SumsRow & { key: string })[];
}

/** A page of a statement's sums by key, and the row of all of them, whose key is null: it adds up the sums, not the rows again. */
async function readPage(db: Db, grouped: RawBuilder<unknown>, { skip, limit }: Page): Promise<SumsPage> {
  const { rows } = await sql<SumsRow & { key: string | null }>`
    WITH grouped AS MATERIALIZED (${grouped})
    (SELECT NULL AS key, ${allOf} FROM grouped HAVING count(*) > 0)
    UNION ALL
    (SELECT * FROM grouped ORDER BY "soldCents" - "returnedCents" DESC, key LIMIT ${limit} OFFSET ${skip})`.execute(db);
  return {
    totals: rows.find(({ key }) => key === null),
    rows: rows.flatMap(({ key, ...row }) => (key === null ? [] : [{ key, ...row }])),
  };
}

/** A page of what was sold and taken back in a period by the keys of a dimension. */
export function pageByKey(db: Db, dimension: Dimension, period: Period, page: Page): Promise<SumsPage> {
  const grouped = sql`
    SELECT key, ${added} FROM (${wanted(dimension, period)}) AS found
     GROUP BY key HAVING ${anything}`;
  return readPage(db, grouped, page);
}

/** The same by sport or venue of the sessions as they are now; a session that is gone stands for itself. */
export function pageByPlace(db: Db, column: 'sport' | 'venue', period: Period, page: Page): Promise<SumsPage> {
  const grouped = sql`
    SELECT coalesce(session.${sql.ref(column)}, found.key) AS key, ${added}
      FROM (SELECT key, 1 AS sign, ${summed}
              FROM (${wanted('session', period)}) AS each GROUP BY key) AS found
      LEFT JOIN catalog.sessions AS session ON session.code = found.key
     GROUP BY 1 HAVING ${anything}`;
  return readPage(db, grouped, page);
}

/** The same by days of the shop's zone, the first day first. */
export async function sumByDay(
  db: Db,
  dimension: Dimension,
  period: Period,
): Promise<(SumsRow & { day: string; key: string })[]> {
  const { rows } = await sql<SumsRow & { day: string; key: string }>`
    SELECT to_char(starts_at AT TIME ZONE ${shopTimeZone}, 'YYYY-MM-DD') AS day, key, ${added}
      FROM (SELECT starts_at, key, 1 AS sign, ${measures} FROM reports.sums
             WHERE dimension = ${dimension} AND ${within({ grain: 'day', from: period.from, before: daysLater(period.to, 1) })}
            UNION ALL ${uncounted(dimension, period)}) AS found
     GROUP BY starts_at, key ORDER BY starts_at, key`.execute(db);
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
