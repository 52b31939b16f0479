import type { Tx } from '../../../platform/database/database.ts';
import { deleteMailsTo } from '../sql/mailbox.ts';

/** Forgets the mails to some addresses, where a shop without a mail server keeps them. */
export async function forgetMails(tx: Tx, addresses: readonly string[]): Promise<void> {
  if (addresses.length > 0) await deleteMailsTo(tx, addresses);
}
