import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sealMail } from '../sealed-mail.ts';
import { type ClearMail, lockClearMails, sealClearMail } from '../sql/mailbox.ts';

const batchRows = 50;

/** Seals the mails that versions before 0041 kept in the clear, batch by batch. Returns how many there were. */
export async function sealClearMails({ db, keys }: Pick<Platform, 'db' | 'keys'>): Promise<number> {
  let sealed = 0;
  for (;;) {
    const done = await withTx(db, async (tx) => {
      const mails = await lockClearMails(tx, batchRows);
      for (const mail of mails) await sealClearMail(tx, sealedOf(keys, mail));
      return mails.length;
    });
    if (done === 0) return sealed;
    sealed += done;
  }
}

function sealedOf(keys: Platform['keys'], { id, mail_id, files, ...clear }: ClearMail) {
  const attachments = files.map(({ content }) => ({ name: '', type: '', content: Buffer.from(content, 'base64') }));
  const { recipient: to, subject, body_text: text, body_html: html } = clear;
  // Positions go from 1 without gaps: `insertMail` gives them.
  const made = sealMail(keys, { to, subject, text, html, attachments }, mail_id);
  return { id, mail: made.mail, files: made.files.map((sealed, i) => ({ position: i + 1, sealed })) };
}
