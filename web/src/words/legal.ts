import type { Book } from './book.ts';
import { legal as en } from './en/legal.ts';
import { type LegalWords, legal as fr } from './fr/legal.ts';

/** Names of the legal pages and what stands around their texts. */
export const legalWords: Book<LegalWords> = { fr, en };
