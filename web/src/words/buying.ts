import type { Book } from './book.ts';
import { buying as en } from './en/buying.ts';
import { type BuyingWords, buying as fr } from './fr/buying.ts';

/** Words from the checkout to the confirmation. */
export const buyingWords: Book<BuyingWords> = { fr, en };
