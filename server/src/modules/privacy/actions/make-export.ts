import { withTx } from '../../../platform/database/database.ts';
import { sealText } from '../../../platform/keys/seal-text.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readOwnBuyers } from '../../accounting/index.ts';
import { readDataKey, readOwnRecord } from '../../accounts/index.ts';
import { keptTables } from '../rules/kept-tables.ts';
import { endExport, findUnmadeExport, setExportProgress } from '../sql/exports.ts';
import { selectKeptRows } from '../sql/kept-rows.ts';
import { readConsents } from '../views/consents.ts';
import { openKept } from '../views/open-kept.ts';
import { exportColumn } from '../views/own-export.ts';

/** Collects a copy that was begun, table by table, and keeps it sealed; whoever asked for it sees how far it is. */
export async function makeExport(platform: Platform, exportId: string): Promise<void> {
  const { db, keys, log } = platform;
  const wanted = await findUnmadeExport(db, exportId);
  if (wanted === undefined) return;
  try {
    const dataKey = await readDataKey(db, keys, wanted.accountId);
    const json = JSON.stringify(await collect(platform, dataKey, { exportId, ...wanted }), null, 2);
    const sealed = sealText(dataKey, { column: exportColumn, rowId: exportId }, json);
    await withTx(db, (tx) => endExport(tx, exportId, sealed));
  } catch (error) {
    // Who asked is told at once and may ask again; a job that fails is only tried again later.
    log.error({ err: error, exportId }, 'the copy of an account could not be made');
    await withTx(db, (tx) => endExport(tx, exportId, null));
  }
}

async function collect(
  platform: Platform,
  dataKey: Buffer,
  { exportId, accountId }: { exportId: string; accountId: string },
) {
  const { db, clock } = platform;
  const { person, registrations, emailChanges } = await readOwnRecord(platform, accountId);
  const data: Record<string, unknown[]> = {
    person: [person],
    consents: await readConsents(db, accountId),
    'accounts.registrations': registrations,
    'accounts.email_changes': emailChanges,
    'accounting.buyers': await readOwnBuyers(platform, accountId),
  };
  for (const [done, kept] of keptTables.entries()) {
    data[kept.table] = openKept(kept.table, await selectKeptRows(db, kept, accountId), dataKey);
    await withTx(db, (tx) => setExportProgress(tx, exportId, done));
  }
  return { madeAt: new Date(clock.nowMs()).toISOString(), data };
}
