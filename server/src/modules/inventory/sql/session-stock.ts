import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** Locks every row of a session in the order of the locks; returns the places taken of all. */
export async function lockStockOfSession(tx: Tx, sessionId: number): Promise<number> {
  const { rows } = await sql<{ taken: number }>`
    SELECT taken FROM inventory.inventory WHERE session_id = ${sessionId}
    ORDER BY category COLLATE "C" FOR UPDATE`.execute(tx);
  return rows.reduce((sum, row) => sum + row.taken, 0);
}

/** Deletes the rows of a session; the foreign key of the holds refuses it where there are any. */
export async function deleteStockOfSession(tx: Tx, sessionId: number): Promise<void> {
  await tx.deleteFrom('inventory.inventory').where('session_id', '=', sessionId).execute();
}
