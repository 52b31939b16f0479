import type { Book } from './book.ts';
import { transfer as en } from './en/transfer.ts';
import { type TransferWords, transfer as fr } from './fr/transfer.ts';

/** Words of who enters with a ticket, and of giving one away. */
export const transferWords: Book<TransferWords> = { fr, en };
