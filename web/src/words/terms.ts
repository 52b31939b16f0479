import type { TermsVersion } from '@og-tickets/contract/terms.ts';
import type { VersionedTerms } from '@og-tickets/contract/terms-text/legal-text.ts';
import type { Language } from './language.ts';

type Load = () => Promise<{ terms: VersionedTerms }>;

/** Each text comes when it is read: nobody waits for versions that they do not look at. */
const texts: Record<TermsVersion, Record<Language, Load>> = {
  '2026-11-23.2': {
    fr: () => import('@og-tickets/contract/terms-text/v2/fr.ts'),
    en: () => import('@og-tickets/contract/terms-text/v2/en.ts'),
  },
  '2026-11-23': {
    fr: () => import('@og-tickets/contract/terms-text/v1/fr.ts'),
    en: () => import('@og-tickets/contract/terms-text/v1/en.ts'),
  },
};

/** The terms of sale and of use in one version. Throws when the file cannot be loaded. */
export async function loadTerms(version: TermsVersion, language: Language): Promise<VersionedTerms> {
  return (await texts[version][language]()).terms;
}
