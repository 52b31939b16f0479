import { type Tx, withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { emailIndex, nameIndex, openPerson } from '../personal-data.ts';
import { indexPeople, lockForeignIndexes } from '../sql/index-rows.ts';

/** Rows that are locked at once. */
const batchRows = 500;

/**
 * Makes the index of addresses and names anew under a key that was added to its file, or where there is none yet, batch by batch. May be killed at any moment and
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
  if (indexed > 0) log.info({ accounts: indexed }, 'addresses and names are indexed under the current key');
}

async function indexBatch(tx: Tx, keys: Platform['keys']): Promise<number> {
  const rows = await lockForeignIndexes(tx, keys.emailIndex.currentId, batchRows);
  if (rows.length === 0) return 0;
  await indexPeople(
    tx,
    rows.map((row) => {
      const { email, firstName, lastName } = openPerson(keys, row);
      return { id: row.id, emailKey: emailIndex(keys, email), nameWords: nameIndex(keys, [firstName, lastName]) };
    }),
  );
  return rows.length;
}
