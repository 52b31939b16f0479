import { Readable } from 'node:stream';
import type { ListExport } from '@og-tickets/contract/exports.ts';
import type { Db } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { findPiece, findReadyExport, selectExports } from '../sql/exports.ts';

/** A file of an account, read from the database piece by piece as it is sent; null where there is none that is whole. */
export async function openExportFile(
  { db }: Pick<Platform, 'db'>,
  exportId: string,
  accountId: string,
): Promise<{ name: string; bytes: Readable } | null> {
  const found = await findReadyExport(db, exportId, accountId);
  if (found === undefined) return null;
  const pieces = async function* (): AsyncGenerator<Buffer> {
    for (let number = 0; ; number += 1) {
      const piece = await findPiece(db, exportId, number);
      if (piece === undefined) return;
      yield piece;
    }
  };
  return {
    name: `${found.kind}-${found.from}-${found.to}.${found.format}`,
    bytes: Readable.from(pieces(), { objectMode: false }),
  };
}

/** The files of an account that have not expired, the newest first. */
export function readExports(db: Db, accountId: string): Promise<ListExport[]> {
  return selectExports(db, accountId);
}
