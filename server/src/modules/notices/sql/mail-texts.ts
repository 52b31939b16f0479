import type { MailWords } from '@og-tickets/contract/mail-texts.ts';
import type { MailKind } from '@og-tickets/contract/rules/mail-words.ts';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** The words of a mail as they are stored: only `changeMailText` writes them, from a body that the contract has checked. */
export interface StoredWords {
  kind: string;
  version: number;
  words: MailWords | null;
}

/** The words of every mail that may have some. */
export function findAllWords(db: Db): Promise<StoredWords[]> {
  return db.selectFrom('notices.mail_texts').select(['kind', 'version', 'words']).$narrowType<StoredWords>().execute();
}

/** The words of one mail; null: the usual ones. */
export async function findWords(db: Db, kind: MailKind): Promise<MailWords | null> {
  const row = await db
    .selectFrom('notices.mail_texts')
    .select('words')
    .$narrowType<Pick<StoredWords, 'words'>>()
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.words ?? null;
}

/** The words of one mail, locked until the transaction ends. */
export function lockWords(tx: Tx, kind: MailKind): Promise<StoredWords> {
  return tx
    .selectFrom('notices.mail_texts')
    .select(['kind', 'version', 'words'])
    .$narrowType<StoredWords>()
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Stores the words of a mail as their next version. */
export async function updateWords(
  tx: Tx,
  { kind, version, words, accountId }: { kind: MailKind; version: number; words: MailWords | null; accountId: string },
): Promise<void> {
  await tx
    .updateTable('notices.mail_texts')
    .set({
      version,
      words: words === null ? null : JSON.stringify(words),
      changed_at: new Date(),
      changed_by: accountId,
    })
    .where('kind', '=', kind)
    .execute();
}
