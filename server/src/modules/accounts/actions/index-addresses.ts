import { type Tx, withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { emailIndex, openPerson } from '../personal-data.ts';
import { indexEmails, lockForeignIndexes } from '../sql/index-rows.ts';

/** Rows that are locked at once. */
const batchRows = 500;

/**
 * Makes the index of addresses anew under a key that was added to its file, batch by batch. May be killed at any moment and
 * be done by several processes at once: what is left names another key. Run it before the shop serves: it looks accounts up
 * by the index alone.
 */
export async function indexAddresses({ db, keys, log }: Pick<Platform, 'db' | 'keys' | 'log'>): Promise<void> {
  let indexed = 0;
  for (;;) {
    const done = await withTx(db, (tx) => indexBatch(tx, keys));
    if (done === 0) break;
    indexed += done;
  }
  if (indexed > 0) log.info({ accounts: indexed }, 'addresses are indexed under the current key');
}

async function indexBatch(tx: Tx, keys: Platform['keys']): Promise<number> {
  const rows = await lockForeignIndexes(tx, keys.emailIndex.currentId, batchRows);
  if (rows.length === 0) return 0;
  await indexEmails(
    tx,
    rows.map((row) => ({ id: row.id, emailKey: emailIndex(keys, openPerson(keys, row).email) })),
  );
  return rows.length;
}
