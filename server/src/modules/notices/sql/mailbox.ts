import type { Tx } from '../../../platform/database/database.ts';
import type { Mail } from '../compose-mail.ts';

export async function insertMail(tx: Tx, mail: Mail): Promise<void> {
  await tx
    .insertInto('platform.mailbox')
    .values({ recipient: mail.to, subject: mail.subject, body_text: mail.text, body_html: mail.html })
    .execute();
}
