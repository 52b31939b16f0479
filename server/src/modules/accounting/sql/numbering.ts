import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { Seller } from '../../../seller.ts';

/** Is there a document without a number? */
export async function hasUnnumbered(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('accounting.documents')
    .select('id')
    .where('sequence', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets one batch number at a time, until the transaction ends. */
export async function lockNumbering(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('accounting.number-documents', 0))`.execute(tx);
}

/** The row of this seller, written when it is new. Lock the numbering first. */
export async function keepSeller(tx: Tx, seller: Seller): Promise<number> {
  const { name, address, registration, email } = seller;
  const identity = { name, address, registration, email, vat_number: seller.vatNumber, is_demo: seller.isDemo };
  const known = await tx
    .selectFrom('accounting.sellers')
    .select('id')
    .where((eb) => eb.and(identity))
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  const { id } = await tx.insertInto('accounting.sellers').values(identity).returning('id').executeTakeFirstOrThrow();
  return id;
}

/**
 * Gives the oldest documents without a number the next numbers of their series, in the order in which they were booked, in
 * one statement. Lock the numbering in a statement before: this one must see what the batch before it wrote.
 * The year is that of the day of issue in France. Returns how many there were.
 */
export async function giveNumbers(tx: Tx, sellerId: number, limit: number): Promise<number> {
  const { rows } = await sql`
    WITH issue AS MATERIALIZED (
      SELECT statement_timestamp() AS at, extract(year FROM statement_timestamp() AT TIME ZONE 'Europe/Paris')::integer AS year
    ), last AS MATERIALIZED (
      SELECT series.kind, (SELECT max(sequence) FROM accounting.documents AS numbered
                           WHERE numbered.kind = series.kind AND numbered.year = issue.year) AS sequence
      FROM issue, (VALUES ('invoice'), ('credit_note')) AS series (kind)
    ), waiting AS (
      SELECT id, kind, transaction_id FROM accounting.documents
      WHERE sequence IS NULL ORDER BY transaction_id LIMIT ${limit}
    ), numbered AS (
      SELECT waiting.id, coalesce(last.sequence, 0)
        + row_number() OVER (PARTITION BY waiting.kind ORDER BY waiting.transaction_id) AS sequence
      FROM waiting JOIN last USING (kind)
    )
    UPDATE accounting.documents AS document
    SET year = issue.year, sequence = numbered.sequence, issued_at = issue.at, seller_id = ${sellerId}
    FROM issue, numbered WHERE document.id = numbered.id
    RETURNING document.id`.execute(tx);
  return rows.length;
}
