import type { Book } from './book.ts';
import { admin as en } from './en/admin.ts';
import { type AdminWords, admin as fr } from './fr/admin.ts';

/** Words of the back office that several of its pages share. */
export const adminWords: Book<AdminWords> = { fr, en };
