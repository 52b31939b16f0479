import type { Book } from './book.ts';
import { terms as en } from './en/terms.ts';
import { type TermsWords, terms as fr } from './fr/terms.ts';

/** The terms of sale; their version stands in the contract and is stored with each registration and order. */
export const termsWords: Book<TermsWords> = { fr, en };
