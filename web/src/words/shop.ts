import type { Book } from './book.ts';
import { shop as en } from './en/shop.ts';
import { type ShopWords, shop as fr } from './fr/shop.ts';

/** Words of the pages anyone can see: home, sessions, cart. */
export const shopWords: Book<ShopWords> = { fr, en };
