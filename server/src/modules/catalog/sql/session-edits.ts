import type { Db, Tx } from '../../../platform/database/database.ts';

/** A version of a session that somebody made in the back office. */
export interface SessionEdit {
  version: number;
  accountId: string;
  fields: string[];
  at: Date;
}

/** Writes down who made a version. */
export async function insertEdit(tx: Tx, sessionId: number, edit: Omit<SessionEdit, 'at'>): Promise<void> {
  const { version, accountId, fields } = edit;
  await tx
    .insertInto('catalog.session_edits')
    .values({ session_id: sessionId, version, account_id: accountId, fields })
    .execute();
}

/** Edits of a session after a version, the oldest first. */
export function findEditsAfter(db: Db, sessionId: number, version: number): Promise<SessionEdit[]> {
  return db
    .selectFrom('catalog.session_edits')
    .select(['version', 'account_id as accountId', 'fields', 'created_at as at'])
    .where('session_id', '=', sessionId)
    .where('version', '>', version)
    .orderBy('version')
    .execute();
}

/** The last edit of a session. */
export function findLastEdit(db: Db, sessionId: number): Promise<SessionEdit | undefined> {
  return db
    .selectFrom('catalog.session_edits')
    .select(['version', 'account_id as accountId', 'fields', 'created_at as at'])
    .where('session_id', '=', sessionId)
    .orderBy('version', 'desc')
    .executeTakeFirst();
}
