import type { Tx } from '../../../platform/database/database.ts';
import type { Mail } from '../compose-mail.ts';

export async function insertMail(tx: Tx, mail: Mail): Promise<void> {
  const { id } = await tx
    .insertInto('platform.mailbox')
    .values({ recipient: mail.to, subject: mail.subject, body_text: mail.text, body_html: mail.html })
    .returning('id')
    .executeTakeFirstOrThrow();
  const files = (mail.attachments ?? []).map(({ name, type, content }, i) => ({
    mail_id: id,
    position: i + 1,
    name,
    content_type: type,
    content,
  }));
  if (files.length > 0) await tx.insertInto('platform.mailbox_attachments').values(files).execute();
}

/** Deletes the mails to some addresses, with their files. */
export async function deleteMailsTo(tx: Tx, recipients: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('platform.mailbox')
    .where('recipient', 'in', [...recipients])
    .execute();
}
