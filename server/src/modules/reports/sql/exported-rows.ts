import type { ExportKind } from '@og-tickets/contract/exports.ts';
import { shopTimeZone } from '@og-tickets/contract/reports.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { Period } from '../rules/report-period.ts';

/** A list as it is exported: what its rows are, by which moment they are chosen, and in which order they come. */
interface Source {
  /** Columns of the file by their names there; amounts in euros, moments in UTC. */
  columns: RawBuilder<unknown>;
  from: RawBuilder<unknown>;
  moment: RawBuilder<unknown>;
  order: RawBuilder<unknown>;
}

const utc = (column: string): RawBuilder<unknown> =>
  sql`to_char(${sql.ref(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const euros = (column: string): RawBuilder<unknown> => sql`(${sql.ref(column)} / 100.0)::float8`;

const sources: Readonly<Record<ExportKind, Source>> = {
  orders: {
    columns: sql`o.code AS order_code, o.status, ${utc('o.created_at')} AS placed_at, ${utc('o.paid_at')} AS paid_at,
      ${euros('o.total_cents')} AS total_eur, p.provider, ${euros('p.refunded_cents')} AS refunded_eur`,
    from: sql`orders.orders AS o LEFT JOIN payments.payments AS p ON p.order_id = o.id`,
    moment: sql`o.created_at`,
    order: sql`o.id`,
  },
  tickets: {
    columns: sql`t.id AS ticket_id, o.code AS order_code, s.code AS session, t.category, t.offer, t.places, t.status,
      ${euros('l.unit_price_cents')} AS price_eur, ${utc('t.issued_at')} AS issued_at,
      ${utc('t.first_entry_at')} AS first_entry_at, t.first_entry_gate`,
    from: sql`tickets.tickets AS t JOIN orders.orders AS o ON o.id = t.order_id
      JOIN orders.lines AS l ON l.order_id = t.order_id AND l.position = t.order_line
      JOIN catalog.sessions AS s ON s.id = t.session_id`,
    moment: sql`t.issued_at`,
    order: sql`t.id`,
  },
  sales: {
    columns: sql`t.id AS booking, t.kind, ${utc('t.booked_at')} AS booked_at, d.order_code, l.session_code AS session, l.venue,
      l.category, l.offer_name AS offer, l.quantity AS tickets, l.quantity * l.places_each AS places,
      ${euros('l.amount_cents')} AS amount_eur, l.vat_basis_points / 100.0::float8 AS vat_percent,
      ${euros('l.vat_cents')} AS vat_eur`,
    from: sql`accounting.transactions AS t JOIN accounting.documents AS d ON d.transaction_id = t.id
      JOIN accounting.document_lines AS l ON l.document_id = d.id`,
    moment: sql`t.booked_at`,
    order: sql`t.id, l.position`,
  },
  refunds: {
    columns: sql`r.id AS refund_id, p.order_code, p.provider, ${euros('r.amount_cents')} AS amount_eur, r.reason, r.status,
      ${utc('r.created_at')} AS asked_at, ${utc('r.succeeded_at')} AS paid_back_at, ${utc('r.failed_at')} AS failed_at`,
    from: sql`payments.refunds AS r JOIN payments.payments AS p ON p.id = r.payment_id`,
    moment: sql`r.created_at`,
    order: sql`r.id`,
  },
  entries: {
    columns: sql`c.id AS scan_id, s.code AS session, c.gate, c.direction, coalesce(c.local_verdict, c.verdict) AS verdict,
      coalesce(c.local_reason, c.reason) AS reason, c.passed AS places, c.state,
      CASE WHEN c.offline THEN 'offline' ELSE 'online' END AS network,
      ${utc('c.happened_at')} AS scanned_at, ${utc('c.received_at')} AS received_at`,
    from: sql`admissions.scans AS c JOIN catalog.sessions AS s ON s.id = c.session_id`,
    moment: sql`c.received_at`,
    order: sql`c.id`,
  },
};

/** A row of a file by the names of its columns, which are in their order. */
export type ExportedRow = Readonly<Record<string, string | number | null>>;

function within({ moment }: Source, { from, to }: Period): RawBuilder<unknown> {
  return sql`${moment} >= (${from}::date::timestamp AT TIME ZONE ${shopTimeZone})
    AND ${moment} < ((${to}::date + 1)::timestamp AT TIME ZONE ${shopTimeZone})`;
}

/** How many rows a list has. */
export async function countExported(db: Db, kind: ExportKind, period: Period): Promise<number> {
  const source = sources[kind];
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM ${source.from} WHERE ${within(source, period)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Opens a list at the database, as it is at this moment, to be fetched within this transaction. */
export async function openExported(tx: Tx, kind: ExportKind, period: Period): Promise<void> {
  const source = sources[kind];
  const [from, to] = [sql.lit(period.from), sql.lit(period.to)];
  // A cursor takes no parameters: the days were checked by the contract.
  const chosen = sql`${source.moment} >= (${from}::date::timestamp AT TIME ZONE ${sql.lit(shopTimeZone)})
    AND ${source.moment} < ((${to}::date + 1)::timestamp AT TIME ZONE ${sql.lit(shopTimeZone)})`;
  await sql`DECLARE exported NO SCROLL CURSOR FOR
    SELECT ${source.columns} FROM ${source.from} WHERE ${chosen} ORDER BY ${source.order}`.execute(tx);
}

/** The next rows of an opened list; none at its end. */
export async function fetchExported(tx: Tx, count: number): Promise<ExportedRow[]> {
  const { rows } = await sql<ExportedRow>`FETCH ${sql.lit(count)} FROM exported`.execute(tx);
  return rows;
}
