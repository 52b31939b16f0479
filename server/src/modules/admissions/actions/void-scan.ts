import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type KeptScanRow, selectKeptScan } from '../sql/kept-scans.ts';
import { takeScansBack } from './take-scan-back.ts';

/**
 * Gives back the places of a scan that the server had let in and its scanner then refused, because the answer came late.
 * Only whoever made the scan may: the controller, or another on the same scanner. Sent again it says `nothing_to_void`.
 */
export async function voidScan(
  { db }: Pick<Platform, 'db'>,
  scanId: string,
  by: { accountId: string; deviceId: string | null },
): Promise<{ state: 'voided' | 'nothing_to_void'; places: number } | Refusal> {
  const scan = await selectKeptScan(db, scanId);
  const isTheirs = scan?.controllerId === by.accountId || (by.deviceId !== null && scan?.deviceId === by.deviceId);
  if (scan === null || !isTheirs) return refuse('not_found');
  return withTx(db, (tx) => giveBack(tx, scan, by.accountId));
}

async function giveBack(tx: Tx, scan: KeptScanRow, accountId: string) {
  const reason = 'refused by its scanner';
  const why = { kind: 'voided', reason, accountId } as const;
  const done = await takeScansBack(tx, { ticketId: scan.ticketId, scans: [scan] }, why);
  return done === null
    ? ({ state: 'nothing_to_void', places: 0 } as const)
    : ({ state: 'voided', places: scan.passed } as const);
}
