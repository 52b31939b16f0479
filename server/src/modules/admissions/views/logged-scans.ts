import type { LoggedScan } from '@og-tickets/contract/gate-desk.ts';
import type { Platform } from '../../../platform/platform.ts';
import { namesOf } from '../../accounts/index.ts';
import { decodeCursor, encodeCursor } from '../rules/log-cursor.ts';
import { type LoggedScanRow, selectScanLog } from '../sql/logged-scans.ts';

type Shop = Pick<Platform, 'db' | 'keys'>;

/** What a scan looks like to desk and log. */
export function showScan(row: LoggedScanRow, names: ReadonlyMap<string, string>): LoggedScan {
  const { scanId, gate, direction, verdict, reason, places, offline, device, state, controllerId } = row;
  return {
    scanId,
    gate,
    direction,
    verdict,
    reason,
    places,
    offline,
    device,
    state,
    controller: names.get(controllerId) ?? '',
    scannedAt: row.scannedAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
  };
}

/** A page of the scans of a session, newest first; null for a cursor that is none of ours. */
export async function listScans(
  shop: Shop,
  wanted: {
    sessionId: number;
    gate?: string | undefined;
    reason?: string | undefined;
    cursor: string | undefined;
    limit: number;
  },
): Promise<{ items: LoggedScan[]; nextCursor: string | null } | null> {
  const after = wanted.cursor === undefined ? null : decodeCursor(wanted.cursor);
  if (wanted.cursor !== undefined && after === null) return null;
  const rows = await selectScanLog(shop.db, { ...wanted, after, limit: wanted.limit + 1 });
  const page = rows.slice(0, wanted.limit);
  const names = await namesOf(
    shop,
    page.map(({ controllerId }) => controllerId),
  );
  const last = rows.length > wanted.limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => showScan(row, names)),
    nextCursor: last === undefined ? null : encodeCursor({ receivedAt: last.cursorAt, scanId: last.scanId }),
  };
}
