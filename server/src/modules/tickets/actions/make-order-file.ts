import { withTx } from '../../../platform/database/database.ts';
import { isRefusal } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readDataKey } from '../../accounts/index.ts';
import { sealFile } from '../personal-data.ts';
import { deleteExpiredPdfFiles, endPdfFile, findUnmadePdfFile, setPdfProgress } from '../sql/pdf-files.ts';
import { allowOrderPaper, drawOrder } from './print-order.ts';

/** Draws a file that was begun, outside any transaction; whoever asked for it sees how far it is. */
export async function makeOrderFile(platform: Platform, fileId: string): Promise<void> {
  const { db, keys, log } = platform;
  const wanted = await findUnmadePdfFile(db, fileId);
  if (wanted === undefined) return;
  try {
    const print = await allowOrderPaper(platform, wanted, wanted.locale);
    if (isRefusal(print)) return await withTx(db, (tx) => endPdfFile(tx, fileId, null));
    const total = print.tickets.length;
    const note = (done: number): Promise<void> => withTx(db, (tx) => setPdfProgress(tx, fileId, { done, total }));
    await note(0);
    const file = await drawOrder(platform, print, { ...wanted, onPage: note });
    const sealed = isRefusal(file) ? null : sealFile(await readDataKey(db, keys, wanted.accountId), fileId, file.bytes);
    await withTx(db, (tx) => endPdfFile(tx, fileId, sealed));
  } catch (error) {
    // Who asked is told at once and may ask again; a job that fails is only tried again later.
    log.error({ err: error, fileId }, 'the file of an order could not be made');
    await withTx(db, (tx) => endPdfFile(tx, fileId, null));
  }
}

/** Forgets the files whose day is over: they hold codes. */
export async function forgetOrderFiles(platform: Platform): Promise<void> {
  await withTx(platform.db, deleteExpiredPdfFiles);
}
