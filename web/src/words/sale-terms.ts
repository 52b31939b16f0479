import type { Book } from './book.ts';
import { saleTerms as en } from './en/sale-terms.ts';
import { type SaleTermsWords, saleTerms as fr } from './fr/sale-terms.ts';

/** What is said of a session before and after it is bought: until when tickets are taken back, and that it was changed. */
export const saleTermsWords: Book<SaleTermsWords> = { fr, en };
