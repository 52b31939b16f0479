import { limits } from '@og-tickets/contract/limits.ts';
import * as contract from '@og-tickets/contract/ticket-files.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { fileReply, type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { allowOrderPaper, drawOrder } from './actions/print-order.ts';
import { startOrderFile } from './actions/start-order-file.ts';
import { readCalendarEntry } from './views/calendar-entry.ts';
import { whyNoCode } from './views/why-no-code.ts';
import { isOwnOrder, readOrderFile, readOrderFileProgress } from './views/order-file.ts';

/** An account's tickets as files. Another's are not found. */
export function ticketFileRoutes(platform: Platform): Route[] {
  const { db } = platform;
  return [
    route(contract.readTicketEvent, async ({ caller, params, locale }) => {
      const owned = { accountId: caller.accountId, ticketId: params.id };
      const file = await readCalendarEntry(platform, owned, locale);
      return file === null ? whyNoCode(db, owned) : fileReply(200, file.bytes, file.fileName);
    }),
    route(contract.readOrderPdf, async ({ caller, params, query, locale }) => {
      const wanted = { accountId: caller.accountId, orderCode: params.code };
      if (!(await isOwnOrder(db, wanted))) return refuse('not_found');
      const print = await allowOrderPaper(platform, wanted, locale);
      if (isRefusal(print)) return print;
      if (print.tickets.length > limits.ticketsPerPdfAtOnce) return refuse('pdf_takes_longer');
      const file = await drawOrder(platform, print, { ...wanted, format: query.format ?? 'a4', locale });
      return isRefusal(file) ? file : fileReply(200, file.bytes, file.fileName);
    }),
    route(contract.startOrderPdf, async ({ caller, params, body, locale }) => {
      const { format = 'a4' } = body;
      const wanted = { accountId: caller.accountId, orderCode: params.code, format, locale };
      const file = await startOrderFile(platform, wanted);
      return isRefusal(file) ? file : reply(202, file);
    }),
    route(contract.readOrderPdfProgress, async ({ caller, params }) => {
      const { code: orderCode, id } = params;
      const progress = await readOrderFileProgress(db, { id, accountId: caller.accountId, orderCode });
      return progress === null ? refuse('not_found') : reply(200, progress);
    }),
    route(contract.readOrderPdfFile, async ({ caller, params }) => {
      const { code: orderCode, id } = params;
      const file = await readOrderFile(platform, { id, accountId: caller.accountId, orderCode });
      return file === null ? refuse('not_found') : fileReply(200, file.bytes, file.fileName);
    }),
  ];
}
