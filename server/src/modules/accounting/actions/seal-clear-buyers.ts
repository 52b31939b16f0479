import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sealBuyer } from '../buyers.ts';
import { insertBuyers, selectClearBuyers } from '../sql/buyers.ts';

const batchRows = 500;

/** Seals the buyers that versions before 0041 wrote on their invoices, batch by batch. Returns how many there were. */
export async function sealClearBuyers({ db, keys }: Pick<Platform, 'db' | 'keys'>): Promise<number> {
  let sealed = 0;
  for (let afterId: string | null = null; ; ) {
    const rows = await withTx(db, async (tx) => {
      const clear = await selectClearBuyers(tx, { afterId, limit: batchRows });
      if (clear.length > 0)
        await insertBuyers(
          tx,
          clear.map((row) => sealBuyer(keys, row.id, row)),
        );
      return clear;
    });
    const last = rows.at(-1);
    if (last === undefined) return sealed;
    sealed += rows.length;
    afterId = last.id;
  }
}
