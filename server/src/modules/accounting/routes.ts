import * as contract from '@og-tickets/contract/invoices.ts';
import { refuse } from '../../platform/http/refusal.ts';
import { fileReply, type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { printDocument } from './actions/print-document.ts';
import { findSoldOrder } from './views/printed-document.ts';

/** The buyer's invoices and credit notes. Another's are not found. */
export function accountingRoutes(platform: Platform): Route[] {
  return [
    route(contract.readInvoice, async ({ caller, params }) => {
      const orderId = await findSoldOrder(platform.db, caller.accountId, params.code);
      const file = orderId === null ? null : await printDocument(platform, { orderId, kind: 'invoice' });
      return file === null ? refuse('not_found') : fileReply(200, file.bytes, file.fileName);
    }),
    route(contract.readCreditNote, async ({ caller, params }) => {
      const orderId = await findSoldOrder(platform.db, caller.accountId, params.code);
      const wanted = orderId === null ? null : ({ orderId, kind: 'credit_note', id: params.id } as const);
      const file = wanted === null ? null : await printDocument(platform, wanted);
      return file === null ? refuse('not_found') : fileReply(200, file.bytes, file.fileName);
    }),
  ];
}
