import type { Db } from '../../../platform/database/database.ts';
import { type KeptScanRow, selectKeptScan } from '../sql/kept-scans.ts';

/** A scan by its id, as far as taking it back is concerned; null when there is none. */
export function findKeptScan(db: Db, scanId: string): Promise<KeptScanRow | null> {
  return selectKeptScan(db, scanId);
}
