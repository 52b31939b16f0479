import type { Book } from './book.ts';
import { account as en } from './en/account.ts';
import { type AccountWords, account as fr } from './fr/account.ts';

/** Words of the account: registration, login, orders, tickets. */
export const accountWords: Book<AccountWords> = { fr, en };
