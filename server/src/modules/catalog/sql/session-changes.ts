import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { CatalogSessionChanges, CatalogSessions } from '../../../platform/database/schema.ts';
import type { Db, Tx } from '../../../platform/database/database.ts';

export type SessionChangeRow = Selectable<CatalogSessionChanges>;

/** What decides whether and how a session can be changed. */
export type ChangedSession = Pick<
  Selectable<CatalogSessions>,
  'id' | 'code' | 'status' | 'starts_at' | 'sales_close_at'
>;

/** Reads a session and keeps others from changing it until the transaction ends. */
export function lockSession(tx: Tx, code: string): Promise<ChangedSession | undefined> {
  return tx
    .selectFrom('catalog.sessions')
    .select(['id', 'code', 'status', 'starts_at', 'sales_close_at'])
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
}

/** Writes down what was changed. */
export async function insertChange(tx: Tx, change: Omit<SessionChangeRow, 'created_at'>): Promise<void> {
  await tx.insertInto('catalog.session_changes').values(change).execute();
}

export async function setCancelled(tx: Tx, sessionId: number): Promise<void> {
  await tx.updateTable('catalog.sessions').set({ status: 'cancelled' }).where('id', '=', sessionId).execute();
}

/** Moves a session and all that hangs on its start by the same time, and closes its sales from now on. */
export async function setMoved(tx: Tx, sessionId: number, newStartsAt: Date): Promise<void> {
  await sql`
    UPDATE catalog.sessions AS session
    SET starts_at = ${newStartsAt}, ends_at = ends_at + late.by, doors_at = doors_at + late.by,
        codes_released_at = codes_released_at + late.by, cancellable_until = cancellable_until + late.by,
        sales_close_at = now()
    FROM (SELECT id, ${newStartsAt}::timestamptz - starts_at AS by FROM catalog.sessions WHERE id = ${sessionId}) AS late
    WHERE session.id = late.id`.execute(tx);
}

/** Lets a moved session be sold again, until `closeAt` as before it was moved. */
export async function openSales(tx: Tx, sessionId: number, closeAt: Date | null): Promise<void> {
  await tx
    .updateTable('catalog.sessions')
    .set({ sales_close_at: closeAt })
    .where('id', '=', sessionId)
    .where('status', '<>', 'cancelled')
    .execute();
}

/** What was changed of sessions, the oldest change first. */
export function findChanges(db: Db, sessionIds: readonly number[]): Promise<SessionChangeRow[]> {
  return db
    .selectFrom('catalog.session_changes')
    .selectAll()
    .where('session_id', 'in', [...new Set(sessionIds)])
    .orderBy('created_at')
    .execute();
}

/** One change. Throws when there is none. */
export function findChange(db: Db, id: string): Promise<SessionChangeRow> {
  return db.selectFrom('catalog.session_changes').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** The deadlines for cancelling that sessions have of their own, and whether they take place. */
export function findDeadlines(
  db: Db,
  sessionIds: readonly number[],
): Promise<{ id: number; deadline: Date | null; cancelled: boolean }[]> {
  return db
    .selectFrom('catalog.sessions')
    .select(['id', 'cancellable_until as deadline', sql<boolean>`status = 'cancelled'`.as('cancelled')])
    .where('id', 'in', [...new Set(sessionIds)])
    .execute();
}
