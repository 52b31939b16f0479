import type { Book } from './book.ts';
import { privacy as en } from './en/privacy.ts';
import { type PrivacyWords, privacy as fr } from './fr/privacy.ts';

/** Words of one's own data: a copy of it, and its erasure. */
export const privacyWords: Book<PrivacyWords> = { fr, en };
