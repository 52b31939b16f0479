import * as contract from '@og-tickets/contract/invoices.ts';
import { readCreditNoteForOffice, readInvoiceForOffice } from '@og-tickets/contract/office-orders.ts';
import { refuse } from '../../platform/http/refusal.ts';
import { fileReply, type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { printDocument } from './actions/print-document.ts';
import { findAnySoldOrder, findSoldOrder, type WantedDocument } from './views/printed-document.ts';

/** Invoices and credit notes: the buyer's own, others are not found; every one for admins. */
export function accountingRoutes(platform: Platform): Route[] {
  const print = async (wanted: WantedDocument | null) => {
    const file = wanted === null ? null : await printDocument(platform, wanted);
    return file === null ? refuse('not_found') : fileReply(200, file.bytes, file.fileName);
  };
  return [
    route(readInvoiceForOffice, async ({ params }) => {
      const orderId = await findAnySoldOrder(platform.db, params.code);
      return print(orderId === null ? null : { orderId, kind: 'invoice' });
    }),
    route(readCreditNoteForOffice, async ({ params }) => {
      const orderId = await findAnySoldOrder(platform.db, params.code);
      return print(orderId === null ? null : { orderId, kind: 'credit_note', id: params.id });
    }),
    route(contract.readInvoice, async ({ caller, params }) => {
      const orderId = await findSoldOrder(platform.db, caller.accountId, params.code);
      return print(orderId === null ? null : { orderId, kind: 'invoice' });
    }),
    route(contract.readCreditNote, async ({ caller, params }) => {
      const orderId = await findSoldOrder(platform.db, caller.accountId, params.code);
      return print(orderId === null ? null : { orderId, kind: 'credit_note', id: params.id });
    }),
  ];
}
