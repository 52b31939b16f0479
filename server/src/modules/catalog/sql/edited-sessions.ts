import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { EditedSession, SessionColumns } from '../rules/edited-session.ts';

/** A session by its code. */
export function findSession(db: Db, code: string): Promise<EditedSession | undefined> {
  return db.selectFrom('catalog.sessions').selectAll().where('code', '=', code).executeTakeFirst();
}

/** A session by its code, kept from other edits until the transaction ends. */
export function lockEditedSession(tx: Tx, code: string): Promise<EditedSession | undefined> {
  return tx.selectFrom('catalog.sessions').selectAll().where('code', '=', code).forUpdate().executeTakeFirst();
}

/** Adds a draft; null when its code is taken. */
export async function insertDraft(tx: Tx, code: string, columns: SessionColumns): Promise<number | null> {
  const row = await tx
    .insertInto('catalog.sessions')
    .values({ ...columns, code, status: 'draft' })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Writes columns of a session and returns its new version, also where only what hangs on the session has changed. */
export async function updateSession(
  tx: Tx,
  id: number,
  columns: Partial<SessionColumns> & { status?: EditedSession['status'] },
): Promise<number> {
  const { version } = await tx
    .updateTable('catalog.sessions')
    .set({ ...columns, version: sql`version + 1` })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** Deletes a session with its categories, tariffs and edits. */
export async function removeSession(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('catalog.sessions').where('id', '=', id).execute();
}

/** Writes the folded text by which these sessions are searched anew, after their sport or venue was renamed. */
export async function updateSearchTexts(tx: Tx, rows: readonly { id: number; text: string }[]): Promise<void> {
  await sql`
    UPDATE catalog.sessions AS session SET search_text = given.text
    FROM unnest(${rows.map(({ id }) => id)}::int[], ${rows.map(({ text }) => text)}::text[]) AS given (id, text)
    WHERE session.id = given.id AND session.search_text <> given.text`.execute(tx);
}

/** The names of a sport or a venue's sessions are searched by. */
export function findSearchedSessions(db: Db, column: 'sport' | 'venue', code: string) {
  return db
    .selectFrom('catalog.sessions as session')
    .innerJoin('catalog.sports as sport', 'sport.code', 'session.sport')
    .innerJoin('catalog.venues as venue', 'venue.code', 'session.venue')
    .select(['session.id', 'session.code', 'session.title_fr', 'session.title_en'])
    .select(['sport.name_fr as sportFr', 'sport.name_en as sportEn'])
    .select(['venue.name as venueName', 'venue.name_en as venueEn', 'venue.city'])
    .where(`session.${column}`, '=', code)
    .execute();
}
