import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { OfferValues } from '../rules/first-offers.ts';

/** An offer with what became of it. */
export interface OfferRow extends OfferValues {
  version: number;
  inCarts: number;
  sold: number;
  revenueCents: number;
  used: boolean;
}

/**
 * Offers, or the one of a code, with units in carts, and units and revenue of what was sold, whatever was given back since:
 * the sums of the books by month, with what waits to be added to them. Orders are too many to be added up while somebody looks.
 */
export async function findOffers(db: Db, code: string | null): Promise<OfferRow[]> {
  const { rows } = await sql<OfferRow>`
    WITH ordered AS (
      SELECT key AS offer, sum(sold_units) AS sold, sum(sold_cents) AS revenue
      FROM (SELECT key, sold_units, sold_cents FROM reports.sums WHERE dimension = 'offer' AND grain = 'month'
            UNION ALL
            SELECT key, sold_units, sold_cents FROM reports.grained
            WHERE transaction_id IN (SELECT transaction_id FROM reports.uncounted)
              AND dimension = 'offer' AND grain = 'month') AS booked
      GROUP BY key),
    carried AS (SELECT offer, sum(quantity) AS quantity FROM carts.lines GROUP BY offer)
    SELECT offer.code, name_fr, name_en, description_fr, description_en, offer.places, discount_percent, position,
           version, coalesce(carried.quantity, 0)::int AS "inCarts", coalesce(ordered.sold, 0)::int AS sold,
           coalesce(ordered.revenue, 0)::int8 AS "revenueCents",
           carried.offer IS NOT NULL
             OR EXISTS (SELECT FROM orders.lines AS line WHERE line.offer = offer.code)
             OR EXISTS (SELECT FROM catalog.tariffs AS own WHERE own.offer = offer.code) AS used
    FROM catalog.offers AS offer
    LEFT JOIN ordered ON ordered.offer = offer.code
    LEFT JOIN carried ON carried.offer = offer.code
    WHERE ${code}::text IS NULL OR offer.code = ${code}
    ORDER BY position, offer.code`.execute(db);
  return rows;
}

/** Keeps an offer from other edits until the transaction ends; its version, or null when there is none. */
export async function lockOffer(tx: Tx, code: string): Promise<number | null> {
  const row = await tx
    .selectFrom('catalog.offers')
    .select('version')
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
  return row?.version ?? null;
}

/** Adds an offer; false when its code is taken. */
export async function insertOffer(tx: Tx, offer: OfferValues): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('catalog.offers')
    .values(offer)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Writes all of an offer. */
export async function updateOffer(tx: Tx, { code, ...columns }: OfferValues): Promise<void> {
  await tx.updateTable('catalog.offers').set(columns).where('code', '=', code).execute();
}

export async function removeOffer(tx: Tx, code: string): Promise<void> {
  await tx.deleteFrom('catalog.offers').where('code', '=', code).execute();
}
