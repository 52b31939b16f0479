import { sql } from 'kysely';
import type { Platform } from '../../../platform/platform.ts';
import { openMail, openMailFile } from '../sealed-mail.ts';
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

/** What sealing adds to a file. */
const sealedBytes = 30;

type Shop = Pick<Platform, 'db' | 'keys'>;

/** Older mails stay in the database and are no longer shown. */
const shownMax = 500;

/** The mails of this shop, newest first. */
export async function readMailbox({ db, keys }: Shop): Promise<SentMail[]> {
  const mails = await db
    .selectFrom('platform.mailbox')
    .select(['id', 'mail_id', 'key_sealed', 'mail_sealed', 'sent_at as at'])
    .orderBy('id', 'desc')
    .limit(shownMax)
    .execute();
  const oldest = mails.at(-1);
  if (oldest === undefined) return [];
  const files = await db
    .selectFrom('platform.mailbox_attachments')
    .select([
      'mail_id',
      'position',
      'name',
      'content_type as type',
      sql<number>`octet_length(content_sealed) - ${sealedBytes}`.as('size'),
    ])
    .where('mail_id', '>=', oldest.id)
    .orderBy('mail_id')
    .orderBy('position')
    .execute();
  const byMail = Map.groupBy(files, (file) => file.mail_id);
  return mails.map(({ id, at, ...sealed }) => ({
    ...openMail(keys, sealed),
    at,
    attachments: (byMail.get(id) ?? []).map(({ name, type, size, position }) => ({
      name,
      type,
      size,
      path: `/dev/mailbox/${id}/attachments/${position}`,
    })),
  }));
}

/** One file of a mail; undefined when there is none. */
export async function readAttachment(
  { db, keys }: Shop,
  mailId: number,
  position: number,
): Promise<Attachment | undefined> {
  const row = await db
    .selectFrom('platform.mailbox_attachments as file')
    .innerJoin('platform.mailbox as mail', 'mail.id', 'file.mail_id')
    .select(['file.name', 'file.content_type as type', 'file.position', 'file.content_sealed'])
    .select(['mail.mail_id', 'mail.key_sealed'])
    .where('file.mail_id', '=', mailId)
    .where('file.position', '=', position)
    .executeTakeFirst();
  return row === undefined ? undefined : { name: row.name, type: row.type, content: openMailFile(keys, row) };
}
