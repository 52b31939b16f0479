import type { Module, Platform } from '../../platform/platform.ts';

export { type Cancellation, recordCancellation } from './actions/record-cancellation.ts';
export { recordCapture, recordRefund } from './actions/record-money.ts';
export { recordSale, type Sale, type SaleLine } from './actions/record-sale.ts';

/** The books: double entries of all money, invoices and credit notes. */
export function accountingModule(_platform: Platform): Module {
  return { name: 'accounting', routes: [] };
}
