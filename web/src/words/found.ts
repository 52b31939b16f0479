import type { Book } from './book.ts';
import { found as en } from './en/found.ts';
import { type FoundWords, found as fr } from './fr/found.ts';

/** What a page says of itself to those who find it elsewhere: search engines, people with whom it is shared. */
export const foundWords: Book<FoundWords> = { fr, en };
