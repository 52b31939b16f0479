import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import type { KeptTable } from '../rules/kept-tables.ts';

/** The rows of one table that are about an account, as JSON without the columns that are left out. */
export async function selectKeptRows(
  db: Db,
  { table, where, omit }: KeptTable,
  accountId: string,
): Promise<Record<string, unknown>[]> {
  // The condition is from the list in `rules/kept-tables.ts`, never from a caller; the id goes as a parameter.
  const parts = where.split('$account').map((part) => sql.raw(part));
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    SELECT to_jsonb(kept) - ${[...omit]}::text[] AS row FROM ${sql.table(table)} AS kept
    WHERE ${sql.join(parts, sql`${accountId}::uuid`)}`.execute(db);
  return rows.map(({ row }) => row);
}

/** How many valid tickets of sessions that are not over an account has. */
export async function countTicketsToCome(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM tickets.tickets AS t JOIN catalog.sessions AS s ON s.id = t.session_id
    WHERE t.account_id = ${accountId} AND t.status = 'valid' AND s.ends_at > now()`.execute(db);
  return rows[0]?.count ?? 0;
}
