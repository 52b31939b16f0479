import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { giveNumbers, hasUnnumbered, keepSeller, lockNumbering } from '../sql/numbering.ts';

const batchSize = 2_000;

/**
 * Numbers every document that waits for its number, without gaps, and issues it in the seller's name. A document that was
 * committed before the call has its number afterwards. Any number of processes may call it at once.
 */
export async function numberDocuments({ db, config }: Pick<Platform, 'db' | 'config'>): Promise<void> {
  let numbered = batchSize;
  while (numbered === batchSize && (await hasUnnumbered(db))) {
    numbered = await withTx(db, async (tx) => {
      await lockNumbering(tx);
      return giveNumbers(tx, await keepSeller(tx, config.seller), batchSize);
    });
  }
}
