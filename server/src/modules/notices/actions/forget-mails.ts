import type { Tx } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { recipientIndex } from '../sealed-mail.ts';
import { deleteMailsTo } from '../sql/mailbox.ts';

/** Forgets the mails to some addresses, where a shop without a mail server keeps them. */
export async function forgetMails(
  tx: Tx,
  keys: Pick<KeyRing, 'emailIndex'>,
  addresses: readonly string[],
): Promise<void> {
  // A mail stays under the index key of its day.
  const keyIds = [...keys.emailIndex.keys.keys()];
  const indexes = addresses.flatMap((address) => keyIds.map((id) => recipientIndex(keys, address, id)));
  if (indexes.length > 0) await deleteMailsTo(tx, indexes);
}
