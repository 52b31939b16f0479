import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { SealedColumn } from '../../../platform/keys/reseal.ts';
import type { Mail } from '../compose-mail.ts';
import type { SealedMail } from '../sealed-mail.ts';

/** What notices keeps sealed under the key-encryption key. */
export const noticeSealedColumns: readonly SealedColumn[] = [
  { what: 'kept mails', scope: 'mail', table: 'platform.mailbox', column: 'key_sealed', idColumn: 'mail_id' },
];

/** Keeps a mail. `files` are its attachments, sealed, in their order. */
export async function insertMail(
  tx: Tx,
  { mail, files }: { mail: SealedMail; files: readonly Buffer[] },
  attachments: Mail['attachments'] = [],
): Promise<void> {
  const { id } = await tx.insertInto('platform.mailbox').values(mail).returning('id').executeTakeFirstOrThrow();
  const rows = attachments.flatMap(({ name, type }, i) => {
    const content_sealed = files[i];
    return content_sealed === undefined
      ? []
      : [{ mail_id: id, position: i + 1, name, content_type: type, content_sealed }];
  });
  if (rows.length > 0) await tx.insertInto('platform.mailbox_attachments').values(rows).execute();
}

/** Deletes the mails to the addresses with these indexes, with their files. */
export async function deleteMailsTo(tx: Tx, recipientIndexes: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('platform.mailbox')
    .where('recipient_index', 'in', [...recipientIndexes])
    .execute();
}

/** Deletes mails that were kept for so many days. */
export async function deleteOldMails(tx: Tx, days: number): Promise<void> {
  await tx
    .deleteFrom('platform.mailbox')
    .where('sent_at', '<', sql<Date>`now() - make_interval(days => ${days})`)
    .execute();
}

/** A mail of versions before 0041, with its files. */
export interface ClearMail {
  id: number;
  mail_id: string;
  recipient: string;
  subject: string;
  body_text: string;
  body_html: string;
  files: { position: number; content: string }[];
}

/** Up to a batch of mails that are in the clear; the files are in base64. */
export async function lockClearMails(tx: Tx, limit: number): Promise<ClearMail[]> {
  const { rows } = await sql<ClearMail>`
    SELECT mail.id, mail.mail_id, recipient, subject, body_text, body_html, (
      SELECT coalesce(jsonb_agg(jsonb_build_object('position', position, 'content', encode(content, 'base64'))
          ORDER BY position), '[]')
      FROM platform.mailbox_attachments AS file WHERE file.mail_id = mail.id) AS files
    FROM platform.mailbox AS mail WHERE mail_sealed IS NULL ORDER BY id LIMIT ${limit} FOR UPDATE OF mail`.execute(tx);
  return rows;
}

export async function sealClearMail(
  tx: Tx,
  { id, mail, files }: { id: number; mail: SealedMail; files: readonly { position: number; sealed: Buffer }[] },
): Promise<void> {
  const { key_sealed, recipient_index, mail_sealed } = mail;
  await tx
    .updateTable('platform.mailbox')
    .set({ key_sealed, recipient_index, mail_sealed })
    .where('id', '=', id)
    .execute();
  for (const { position, sealed } of files) {
    await tx
      .updateTable('platform.mailbox_attachments')
      .set({ content_sealed: sealed })
      .where('mail_id', '=', id)
      .where('position', '=', position)
      .execute();
  }
}
