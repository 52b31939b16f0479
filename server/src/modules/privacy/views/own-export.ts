import type { DataExport } from '@og-tickets/contract/privacy.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openText } from '../../../platform/keys/seal-text.ts';
import { readDataKey } from '../../accounts/index.ts';
import { type ExportedData, toCsv } from '../rules/export-csv.ts';
import { findExport } from '../sql/exports.ts';

/** The column of sealed copies, for `sealText`. */
export const exportColumn = 'privacy.exports.data';

/** How far the copy of an account is; null when there is none. */
export async function readExport({ db }: Pick<Platform, 'db'>, accountId: string): Promise<DataExport | null> {
  const found = await findExport(db, accountId);
  if (found === undefined) return null;
  const { status, done, total, expiresAt } = found;
  return { status, done, total, expiresAt: expiresAt.toISOString() };
}

/** The copy of an account as a file; null while there is none. */
export async function readExportFile(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  accountId: string,
  format: 'json' | 'csv',
): Promise<Buffer | null> {
  const found = await findExport(db, accountId);
  if (found === undefined || found.dataSealed === null) return null;
  const place = { column: exportColumn, rowId: found.id };
  const json = openText(await readDataKey(db, keys, accountId), place, found.dataSealed);
  // Only `makeExport` seals it, with this very type.
  return Buffer.from(format === 'json' ? json : toCsv((JSON.parse(json) as { data: ExportedData }).data));
}
