import { limits } from '@og-tickets/contract/limits.ts';
import type { DataExport } from '@og-tickets/contract/privacy.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** A copy that is still not made after this many minutes was lost with its process: it is begun anew. */
const lostAfterMinutes = 5;

/** Whoever comes back for a copy is told so long that it has expired. */
const expiredKnownDays = 7;

/** A copy as its owner may read it. */
export interface FoundExport {
  id: string;
  status: DataExport['status'];
  done: number;
  total: number;
  dataSealed: string | null;
  expiresAt: Date;
}

/** Begins a copy in the place of an earlier one. Returns whether it did: not while one is being made. */
export async function beginExport(
  tx: Tx,
  { id, accountId, total }: { id: string; accountId: string; total: number },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO privacy.exports AS e (id, account_id, total, expires_at)
    VALUES (${id}, ${accountId}, ${total}, now() + make_interval(hours => ${limits.exportHours}))
    ON CONFLICT (account_id) DO UPDATE SET id = excluded.id, total = excluded.total, done = 0, status = 'waiting',
      data_sealed = NULL, created_at = now(), expires_at = excluded.expires_at
    WHERE e.status <> 'waiting' OR e.created_at < now() - make_interval(mins => ${lostAfterMinutes})
    RETURNING id`.execute(tx);
  return rows.length === 1;
}

/** The copy of an account; of one that has expired only that there was one, whether or not it has been emptied yet. */
export async function findExport(db: Db, accountId: string): Promise<FoundExport | undefined> {
  const { rows } = await sql<FoundExport>`
    SELECT id, done, total, expires_at AS "expiresAt",
           CASE WHEN expires_at > now() THEN status ELSE 'expired' END AS status,
           CASE WHEN expires_at > now() THEN data_sealed END AS "dataSealed"
      FROM privacy.exports WHERE account_id = ${accountId}`.execute(db);
  return rows[0];
}

/** Whose copy is to be made; undefined when it is made, or was begun anew. */
export function findUnmadeExport(db: Db, id: string) {
  return db
    .selectFrom('privacy.exports')
    .select('account_id as accountId')
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .executeTakeFirst();
}

/** Notes how far a copy is. */
export async function setExportProgress(tx: Tx, id: string, done: number): Promise<void> {
  await tx.updateTable('privacy.exports').set({ done }).where('id', '=', id).where('status', '=', 'waiting').execute();
}

/** Ends a copy: with what is in it, sealed, or without when it could not be made. */
export async function endExport(tx: Tx, id: string, sealed: string | null): Promise<void> {
  await tx
    .updateTable('privacy.exports')
    .set(sealed === null ? { status: 'failed' } : { status: 'ready', data_sealed: sealed, done: sql<number>`total` })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .execute();
}

/** Takes away what is in copies whose time is over; a row without it can only be a failed one. */
export async function emptyExpiredExports(tx: Tx): Promise<void> {
  await tx
    .updateTable('privacy.exports')
    .set({ status: 'failed', data_sealed: null })
    .where('expires_at', '<=', sql<Date>`now()`)
    .where('data_sealed', 'is not', null)
    .execute();
}

/** Forgets that there were copies whose time has long been over. */
export async function deleteOldExports(tx: Tx): Promise<void> {
  await tx
    .deleteFrom('privacy.exports')
    .where('expires_at', '<=', sql<Date>`now() - make_interval(days => ${expiredKnownDays})`)
    .execute();
}

export async function deleteExportsOf(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('privacy.exports')
    .where('account_id', 'in', [...accountIds])
    .execute();
}
