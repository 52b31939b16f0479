import type { Locale } from '@og-tickets/contract/common.ts';
import type { PdfFormat, TicketFile } from '@og-tickets/contract/ticket-files.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { defineJob, enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { beginPdfFile, findOrderId, findPdfFileOfKind } from '../sql/pdf-files.ts';
import { allowOrderPaper } from './print-order.ts';

/** Draws a file that was begun. */
export const makeOrderFileJob = defineJob<{ fileId: string }>('tickets.make-order-file');

/**
 * Begins the file with all tickets of an order, to be made by a job; one of its kind that is being made is given instead.
 * Refused when the order is not this account's or nothing of it may be printed.
 */
export async function startOrderFile(
  platform: Platform,
  wanted: { accountId: string; orderCode: string; format: PdfFormat; locale: Locale },
): Promise<TicketFile | Refusal> {
  const { accountId, format, locale } = wanted;
  const orderId = await findOrderId(platform.db, wanted);
  if (orderId === undefined) return refuse('not_found');
  const print = await allowOrderPaper(platform, wanted, locale);
  if (isRefusal(print)) return print;
  const kind = { orderId, accountId, format, locale };
  return withTx(platform.db, async (tx) => {
    const fileId = uuidv7();
    const begun = await beginPdfFile(tx, { ...kind, id: fileId, total: print.tickets.length });
    if (begun === undefined) return (await findPdfFileOfKind(tx, kind)) ?? refuse('not_found');
    await enqueue(tx, makeOrderFileJob, { fileId });
    return begun;
  });
}
