import { terms as en } from '@og-tickets/contract/terms-text/en.ts';
import { type TermsWords, terms as fr } from '@og-tickets/contract/terms-text/fr.ts';
import type { Book } from './book.ts';

/** The terms of sale; their version stands in the contract and is stored with each registration and order. */
export const termsWords: Book<TermsWords> = { fr, en };
