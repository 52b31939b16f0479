import type { Module, Platform } from '../../platform/platform.ts';
import { accountingCron, accountingJobs } from './jobs.ts';
import { accountingRoutes } from './routes.ts';

export { numberDocuments } from './actions/number-documents.ts';
export { printDocument } from './actions/print-document.ts';
export { recordCancellation } from './actions/record-cancellation.ts';
export { recordCapture, recordRefund } from './actions/record-money.ts';
export { sealClearBuyers } from './actions/seal-clear-buyers.ts';
export { accountingSealedColumns } from './sql/buyers.ts';
export { readOwnBuyers } from './views/own-buyers.ts';
export { recordSale, type Sale, type SaleLine } from './actions/record-sale.ts';
export { documentsOfOrders } from './views/documents.ts';
export { findCreditNote } from './views/printed-document.ts';

/** The books: double entries of all money, invoices and credit notes. */
export function accountingModule(platform: Platform): Module {
  return {
    name: 'accounting',
    routes: accountingRoutes(platform),
    jobs: accountingJobs(platform),
    cron: accountingCron,
  };
}
