import type { Locale } from '../common.ts';
import type { TermsVersion } from '../terms.ts';
import type { VersionedTerms } from './legal-text.ts';
import { terms as firstEn } from './v1/en.ts';
import { terms as firstFr } from './v1/fr.ts';
import { terms as secondEn } from './v2/en.ts';
import { terms as secondFr } from './v2/fr.ts';

/** Every version of the terms in every language. Pages load the one that they show, see web/src/words/terms.ts. */
export const allTerms: Readonly<Record<TermsVersion, Readonly<Record<Locale, VersionedTerms>>>> = {
  '2026-11-23.2': { fr: secondFr, en: secondEn },
  '2026-11-23': { fr: firstFr, en: firstEn },
};
