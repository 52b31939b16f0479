import type { Db } from '../../../platform/database/database.ts';
import type { Mail } from '../compose-mail.ts';

export interface SentMail extends Mail {
  at: Date;
}

/** Older mails stay in the database and are no longer shown. */
const shownMax = 500;

/** The mails of this shop, newest first. */
export async function readMailbox(db: Db): Promise<SentMail[]> {
  return db
    .selectFrom('platform.mailbox')
    .select(['recipient as to', 'subject', 'body_text as text', 'body_html as html', 'sent_at as at'])
    .orderBy('id', 'desc')
    .limit(shownMax)
    .execute();
}
