import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/**
 * Is this account the only admin who may log in? Whoever takes another admin away at the same moment waits until this
 * transaction ends. The account must be locked. A trigger of the table refuses what does not ask.
 */
export async function isLastAdmin(tx: Tx, accountId: string): Promise<boolean> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('accounts.admins', 0))`.execute(tx);
  const { rows } = await sql<{ isAdmin: boolean; others: boolean }>`
    SELECT bool_or(id = ${accountId}) AS "isAdmin", bool_or(id <> ${accountId}) AS others
    FROM accounts.accounts WHERE role = 'admin' AND status = 'active'`.execute(tx);
  return rows[0]?.isAdmin === true && !rows[0].others;
}
