import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Mail } from '../compose-mail.ts';
import { insertMail } from '../sql/mailbox.ts';

/** Sends a mail: into the mailbox of this shop. Call it from a job, never in a transaction that does something else. */
export async function deliver(platform: Platform, mail: Mail): Promise<void> {
  await withTx(platform.db, (tx) => insertMail(tx, mail));
}
