import type { Book } from './book.ts';
import { invariants as en } from './en/invariants.ts';
import { type InvariantsWords, invariants as fr } from './fr/invariants.ts';

/** Words for the promises of the shop. */
export const invariantsWords: Book<InvariantsWords> = { fr, en };
