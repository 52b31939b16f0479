import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { Stock } from './locks.ts';

/** Adds places to rows of inventory that are locked: to all of them, or to none when one has fewer free. */
export async function takeSums(tx: Tx, sums: readonly (Stock & { places: number })[]): Promise<boolean> {
  const { numAffectedRows } = await sql`
    WITH wanted AS (
      SELECT *
      FROM unnest(
        ${sums.map((sum) => sum.sessionId)}::int[],
        ${sums.map((sum) => sum.category)}::text[],
        ${sums.map((sum) => sum.places)}::int[]
      ) AS given (session_id, category, places)
    )
    UPDATE inventory.inventory AS i
    SET taken = i.taken + wanted.places
    FROM wanted
    WHERE i.session_id = wanted.session_id AND i.category = wanted.category
      AND NOT EXISTS (
        SELECT 1
        FROM wanted AS other
        JOIN inventory.inventory AS stock USING (session_id, category)
        WHERE stock.taken + other.places > stock.capacity
      )`.execute(tx);
  return Number(numAffectedRows ?? 0n) === sums.length;
}

/** Creates rows of inventory or changes their capacity; a row with more places taken is left as it is and returned. */
export async function putCapacities(
  tx: Tx,
  wanted: readonly (Stock & { capacity: number })[],
): Promise<(Stock & { capacity: number; taken: number })[]> {
  const given = sql`unnest(
    ${wanted.map((row) => row.sessionId)}::int[],
    ${wanted.map((row) => row.category)}::text[],
    ${wanted.map((row) => row.capacity)}::int[]
  ) AS given (session_id, category, capacity)`;
  await sql`
    INSERT INTO inventory.inventory AS i (session_id, category, capacity)
    SELECT session_id, category, capacity FROM ${given} ORDER BY session_id, category COLLATE "C"
    ON CONFLICT (session_id, category) DO UPDATE SET capacity = excluded.capacity
      WHERE i.capacity <> excluded.capacity AND i.taken <= excluded.capacity`.execute(tx);
  const { rows } = await sql<Stock & { capacity: number; taken: number }>`
    SELECT i.session_id AS "sessionId", i.category, given.capacity, i.taken
    FROM inventory.inventory AS i
    JOIN ${given} USING (session_id, category)
    WHERE i.taken > given.capacity
    ORDER BY i.session_id, i.category`.execute(tx);
  return rows;
}
