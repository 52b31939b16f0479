import type { Book } from './book.ts';
import { officeOrders as en } from './en/office-orders.ts';
import { type OfficeOrderWords, officeOrders as fr } from './fr/office-orders.ts';

/** Words of the orders of the back office. */
export const officeOrderWords: Book<OfficeOrderWords> = { fr, en };
