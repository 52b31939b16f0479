import type { TicketFile } from '@og-tickets/contract/ticket-files.ts';
import type { Db } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readDataKey } from '../../accounts/index.ts';
import { openFile } from '../personal-data.ts';
import { orderFileName } from '../rules/ticket-wording.ts';
import { findOrderId, findPdfFile, readPdfFile } from '../sql/pdf-files.ts';

interface OwnedFile {
  id: string;
  accountId: string;
  orderCode: string;
}

/** Whether an order with this code is this account's. */
export async function isOwnOrder(db: Db, wanted: { accountId: string; orderCode: string }): Promise<boolean> {
  return (await findOrderId(db, wanted)) !== undefined;
}

/** How far a file of this account and order is; null when there is none. */
export async function readOrderFileProgress(db: Db, wanted: OwnedFile): Promise<TicketFile | null> {
  return (await findPdfFile(db, wanted)) ?? null;
}

/** Such a file; null while it is not ready, and once it has been forgotten. */
export async function readOrderFile(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  wanted: OwnedFile,
): Promise<{ bytes: Buffer; fileName: string } | null> {
  const found = await readPdfFile(db, wanted);
  if (found === undefined || found.sealed === null) return null;
  const bytes = openFile(await readDataKey(db, keys, wanted.accountId), wanted.id, found.sealed);
  return { bytes, fileName: orderFileName(wanted.orderCode, found.locale) };
}
