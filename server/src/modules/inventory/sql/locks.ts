import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/*
 * The order in which every transaction that moves places takes its locks, so that two of them never wait for each other:
 *   1. the cart or the order it works on; several by id
 *   2. the owners: advisory locks (`lockOwners`), all of a transaction at once
 *   3. rows of inventory.inventory by (session_id, category), the category byte by byte: `compareStock`
 *   4. rows of inventory.holds by id
 * The function `inventory.hold_places` takes 2 to 4 in this order for a whole batch.
 * A change of `taken` therefore comes after lock 3 and before lock 4. Passing a hold on (claim, sell, adopt, extend) leaves
 * `taken` as it is and skips 3: paying never waits for the row that the rush is on.
 */

/** Names one row of inventory. */
export interface Stock {
  sessionId: number;
  category: string;
}

/** Sorts what will be held one after the other in one transaction into the order of lock 3. */
export function compareStock(one: Stock, other: Stock): number {
  if (one.sessionId !== other.sessionId) return one.sessionId - other.sessionId;
  return Buffer.compare(Buffer.from(one.category), Buffer.from(other.category));
}

/** Serialises what decides the limits of these owners (ids of accounts, or of carts of guests) until the commit. */
export async function lockOwners(tx: Tx, ownerIds: readonly string[]): Promise<void> {
  await sql`
    SELECT pg_advisory_xact_lock(owner.key)
    FROM (
      SELECT DISTINCT hashtextextended('inventory.owner:' || given.id, 0) AS key
      FROM unnest(${[...ownerIds]}::text[]) AS given (id)
      ORDER BY key
    ) AS owner`.execute(tx);
}

/** Locks rows of inventory in their order. */
export async function lockStock(tx: Tx, stock: readonly Stock[]): Promise<void> {
  await sql`
    SELECT 1
    FROM inventory.inventory AS i
    JOIN (
      SELECT DISTINCT session_id, category
      FROM unnest(${stock.map((row) => row.sessionId)}::int[], ${stock.map((row) => row.category)}::text[])
        AS given (session_id, category)
    ) AS wanted USING (session_id, category)
    ORDER BY i.session_id, i.category COLLATE "C"
    FOR NO KEY UPDATE OF i`.execute(tx);
}
