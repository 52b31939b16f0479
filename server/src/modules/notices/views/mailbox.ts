import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import type { Attachment, Mail } from '../compose-mail.ts';

/** A file of a mail, without what is in it. */
interface SentFile {
  name: string;
  type: string;
  /** In bytes. */
  size: number;
  /** Path of the file in this shop. */
  path: string;
}

export interface SentMail extends Omit<Mail, 'attachments'> {
  at: Date;
  attachments: SentFile[];
}

/** Older mails stay in the database and are no longer shown. */
const shownMax = 500;

/** The mails of this shop, newest first. */
export async function readMailbox(db: Db): Promise<SentMail[]> {
  const mails = await db
    .selectFrom('platform.mailbox')
    .select(['id', 'recipient as to', 'subject', 'body_text as text', 'body_html as html', 'sent_at as at'])
    .orderBy('id', 'desc')
    .limit(shownMax)
    .execute();
  const oldest = mails.at(-1);
  if (oldest === undefined) return [];
  const files = await db
    .selectFrom('platform.mailbox_attachments')
    .select(['mail_id', 'position', 'name', 'content_type as type', sql<number>`octet_length(content)`.as('size')])
    .where('mail_id', '>=', oldest.id)
    .orderBy('mail_id')
    .orderBy('position')
    .execute();
  const byMail = Map.groupBy(files, (file) => file.mail_id);
  return mails.map(({ id, ...mail }) => ({
    ...mail,
    attachments: (byMail.get(id) ?? []).map(({ name, type, size, position }) => ({
      name,
      type,
      size,
      path: `/dev/mailbox/${id}/attachments/${position}`,
    })),
  }));
}

/** One file of a mail; undefined when there is none. */
export function readAttachment(db: Db, mailId: number, position: number): Promise<Attachment | undefined> {
  return db
    .selectFrom('platform.mailbox_attachments')
    .select(['name', 'content_type as type', 'content'])
    .where('mail_id', '=', mailId)
    .where('position', '=', position)
    .executeTakeFirst();
}
