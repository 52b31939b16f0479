import type { Book } from './book.ts';
import { legalTexts as en } from './en/legal-texts.ts';
import { type LegalTexts, legalTexts as fr } from './fr/legal-texts.ts';

/** The day these texts were last changed; the terms have versions of their own. */
export const legalTextsDay = '2026-11-23';

/** Legal texts that nobody has to accept. */
export const legalTextsBook: Book<LegalTexts> = { fr, en };
