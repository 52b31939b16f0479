import type { Book } from './book.ts';
import { catalogue as en } from './en/catalogue.ts';
import { type CatalogueWords, catalogue as fr } from './fr/catalogue.ts';

/** Words for the catalogue in the back office. */
export const catalogueWords: Book<CatalogueWords> = { fr, en };
