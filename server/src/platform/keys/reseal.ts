import { type Db, type Tx, withTx } from '../database/database.ts';
import type { KeyRing } from './key-ring.ts';
import { open, SealError, type SealScope, seal } from './seal.ts';

/** Rows that are locked at once; they are written back within milliseconds. */
const batchRows = 200;

/** A stored key. */
export interface SealedRow {
  id: string;
  sealed: string;
}

/** One column of sealed keys, as its module reads and writes it. */
export interface SealedColumn {
  scope: SealScope;
  /** Locks up to `limit` rows after an id, in the order of their ids, that are not sealed under this key. */
  lockOthers(tx: Tx, wanted: { kekId: number; afterId: string | null; limit: number }): Promise<SealedRow[]>;
  write(tx: Tx, rows: readonly SealedRow[]): Promise<void>;
}

/**
 * Seals all keys of a column anew under the current key-encryption key, batch by batch: readers find each row as it was or
 * as it is, and both open. May be killed at any moment; what is left is what still names another key. Returns how many
 * were written, and the ids of those that do not open, which stay as they are.
 */
export async function resealColumn(
  db: Db,
  keys: KeyRing,
  column: SealedColumn,
  progress: (written: number) => void = () => undefined,
): Promise<{ written: number; broken: string[] }> {
  const broken: string[] = [];
  let written = 0;
  for (let afterId: string | null = null; ; ) {
    const batch = await withTx(db, (tx) => resealBatch(tx, keys, column, afterId));
    if (batch === null) return { written, broken };
    afterId = batch.lastId;
    written += batch.written;
    broken.push(...batch.broken);
    progress(written);
  }
}

async function resealBatch(tx: Tx, keys: KeyRing, column: SealedColumn, afterId: string | null) {
  const rows = await column.lockOthers(tx, { kekId: keys.encryption.currentId, afterId, limit: batchRows });
  const lastId = rows.at(-1)?.id;
  if (lastId === undefined) return null;
  const broken: string[] = [];
  const resealed: SealedRow[] = [];
  for (const { id, sealed } of rows) {
    try {
      resealed.push({ id, sealed: seal(keys, column.scope, id, open(keys, column.scope, id, sealed)) });
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      broken.push(id);
    }
  }
  if (resealed.length > 0) await column.write(tx, resealed);
  return { lastId, written: resealed.length, broken };
}
