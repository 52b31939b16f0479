import type { Book } from './book.ts';
import { retake as en } from './en/retake.ts';
import { type RetakeWords, retake as fr } from './fr/retake.ts';

/** Words for holds that are over and are taken again, in the cart and at the checkout. */
export const retakeWords: Book<RetakeWords> = { fr, en };
