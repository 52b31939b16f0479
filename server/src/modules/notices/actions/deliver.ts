import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Mail } from '../compose-mail.ts';
import { sealMail } from '../sealed-mail.ts';
import { sendBySmtp } from '../smtp.ts';
import { insertMail } from '../sql/mailbox.ts';

/**
 * Sends a mail: by the mail server of the settings, else into the mailbox of this shop. Call it from a job, never in a
 * transaction that does something else. Throws when the server does not take it: the job tries again.
 */
export async function deliver(platform: Pick<Platform, 'config' | 'db' | 'keys'>, mail: Mail): Promise<void> {
  // The account was erased while its mail waited.
  if (mail.to === '') return;
  const { smtp } = platform.config;
  if (smtp !== null) return sendBySmtp(smtp, mail);
  const sealed = sealMail(platform.keys, mail);
  await withTx(platform.db, (tx) => insertMail(tx, sealed, mail.attachments));
}
