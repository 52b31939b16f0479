import type { Book } from './book.ts';
import { security as en } from './en/security.ts';
import { type SecurityWords, security as fr } from './fr/security.ts';

/** Words of second factors and of proving who is there. */
export const securityWords: Book<SecurityWords> = { fr, en };
