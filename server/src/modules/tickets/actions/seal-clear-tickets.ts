import { type Tx, withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openDataKey } from '../../accounts/index.ts';
import { sealHolders, sealReceiver } from '../personal-data.ts';
import { lockClearTickets, lockClearTransfers, sealTickets, sealTransfers } from '../sql/clear-rows.ts';

const batchRows = 500;

type Batch = (tx: Tx, afterId: string | null) => Promise<readonly { id: string }[]>;

/** Seals what versions before 0041 wrote on tickets and offers, batch by batch. Returns how many there were. */
export async function sealClearTickets({
  db,
  keys,
}: Pick<Platform, 'db' | 'keys'>): Promise<{ tickets: number; transfers: number }> {
  const keyOf = (row: { accountId: string; data_key_sealed: string }): Buffer =>
    openDataKey(keys, { id: row.accountId, data_key_sealed: row.data_key_sealed });
  const tickets = await inBatches(db, async (tx, afterId) => {
    const rows = await lockClearTickets(tx, { afterId, limit: batchRows });
    await sealTickets(
      tx,
      rows.map((row) => ({ id: row.id, sealed: sealHolders(keyOf(row), row.id, row.names) })),
    );
    return rows;
  });
  const transfers = await inBatches(db, async (tx, afterId) => {
    const rows = await lockClearTransfers(tx, { afterId, limit: batchRows });
    await sealTransfers(
      tx,
      rows.map((row) => ({ id: row.id, sealed: sealReceiver(keyOf(row), row.id, row.email) })),
    );
    return rows;
  });
  return { tickets, transfers };
}

async function inBatches(db: Platform['db'], batch: Batch): Promise<number> {
  let done = 0;
  for (let afterId: string | null = null; ; ) {
    const rows = await withTx(db, (tx) => batch(tx, afterId));
    const last = rows.at(-1);
    if (last === undefined) return done;
    done += rows.length;
    afterId = last.id;
  }
}
