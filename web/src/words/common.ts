import type { Book } from './book.ts';
import { common as en } from './en/common.ts';
import { type CommonWords, common as fr } from './fr/common.ts';

/** Words of the shell and of the components, used by every area. */
export const commonWords: Book<CommonWords> = { fr, en };
