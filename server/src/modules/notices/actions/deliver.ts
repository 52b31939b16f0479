import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readSettings } from '../../settings/index.ts';
import type { Mail } from '../compose-mail.ts';
import { sealMail } from '../sealed-mail.ts';
import { senderName, withShopName } from '../name-mail.ts';
import { sendBySmtp } from '../smtp.ts';
import { findWords } from '../sql/mail-texts.ts';
import { insertMail } from '../sql/mailbox.ts';

/**
 * Sends a mail in the name and the words that the shop has now: by the mail server of the settings, else into the mailbox of this shop. Call it from a job, never in a
 * transaction that does something else. Throws when the server does not take it: the job tries again.
 */
export async function deliver(platform: Pick<Platform, 'config' | 'db' | 'keys'>, mail: Mail): Promise<void> {
  // The account was erased while its mail waited.
  if (mail.to === '') return;
  const settings = await readSettings(platform.db);
  const own = mail.worded === undefined ? null : await findWords(platform.db, mail.worded.kind);
  const named = withShopName(own === null ? mail : (mail.worded?.inWords(own) ?? mail), settings);
  const { smtp } = platform.config;
  if (smtp !== null) return sendBySmtp(smtp, named, senderName(settings));
  const sealed = sealMail(platform.keys, named);
  await withTx(platform.db, (tx) => insertMail(tx, sealed, named.attachments));
}
