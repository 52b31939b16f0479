import { type Tx, withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { nameIndex, openDataKey } from '../../accounts/index.ts';
import { openHolders } from '../personal-data.ts';
import { lockUnindexedHolders, writeHolderWords } from '../sql/holder-words.ts';

/** Rows that are locked at once. */
const batchRows = 500;

/**
 * Indexes the names on tickets that older versions left without an index, or that are indexed under another key, batch by
 * batch. May be killed at any moment. Run it once the names of accounts are indexed.
 */
export async function indexHolders({ db, keys, log }: Pick<Platform, 'db' | 'keys' | 'log'>): Promise<void> {
  let indexed = 0;
  for (;;) {
    const done = await withTx(db, (tx) => indexBatch(tx, keys));
    if (done === 0) break;
    indexed += done;
  }
  if (indexed > 0) log.info({ tickets: indexed }, 'names on tickets are indexed under the current key');
}

async function indexBatch(tx: Tx, keys: Platform['keys']): Promise<number> {
  const rows = await lockUnindexedHolders(tx, keys.emailIndex.currentId, batchRows);
  if (rows.length === 0) return 0;
  await writeHolderWords(
    tx,
    rows.map((row) => {
      // An erased account has no key, and no names that could be read.
      if (row.data_key_sealed === null) return { id: row.id, words: [] };
      const dataKey = openDataKey(keys, { id: row.accountId, data_key_sealed: row.data_key_sealed });
      return { id: row.id, words: nameIndex(keys, openHolders(dataKey, row)) };
    }),
  );
  return rows.length;
}
