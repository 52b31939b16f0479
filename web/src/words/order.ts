import type { Book } from './book.ts';
import { order as en } from './en/order.ts';
import { type OrderWords, order as fr } from './fr/order.ts';

/** Words of one order: its history and what can be taken back. */
export const orderWords: Book<OrderWords> = { fr, en };
