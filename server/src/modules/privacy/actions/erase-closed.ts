import { type Tx, withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { eraseAccounts } from '../../accounts/index.ts';
import { forgetActors } from '../../audit/index.ts';
import { forgetCarts } from '../../carts/index.ts';
import { forgetMails } from '../../notices/index.ts';
import { forgetHolders } from '../../tickets/index.ts';
import { deleteExportsOf, deleteOldExports, emptyExpiredExports } from '../sql/exports.ts';

/** Accounts of one transaction. */
const batchAccounts = 50;

/**
 * Erases all closed accounts whose time to think again is over, batch by batch: what any module keeps of a person goes in
 * one transaction. Invoices stay, and orders and payments without a name. Returns how many accounts were erased.
 */
export async function eraseClosed(platform: Pick<Platform, 'db' | 'keys'>): Promise<number> {
  await withTx(platform.db, async (tx) => {
    await emptyExpiredExports(tx);
    await deleteOldExports(tx);
  });
  let erased = 0;
  for (;;) {
    const batch = await withTx(platform.db, (tx) => eraseBatch(tx, platform.keys, { limit: batchAccounts }));
    if (batch === 0) return erased;
    erased += batch;
  }
}

/** Erases closed accounts with what any module keeps of them, in the caller's transaction. Returns how many. */
export async function eraseBatch(
  tx: Tx,
  keys: Platform['keys'],
  choice: { limit: number; accountId?: string },
): Promise<number> {
  const gone = await eraseAccounts(tx, keys, choice);
  if (gone.length === 0) return 0;
  const ids = gone.map(({ id }) => id);
  await forgetActors(tx, ids);
  await forgetHolders(tx, ids);
  await forgetCarts(tx, ids);
  await deleteExportsOf(tx, ids);
  await forgetMails(
    tx,
    keys,
    gone.map(({ email }) => email),
  );
  return gone.length;
}
