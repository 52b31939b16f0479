import type { Locale } from '@og-tickets/contract/common.ts';
import { fillLegalText, type Operator } from '@og-tickets/contract/rules/operator.ts';
import { knownTermsVersion } from '@og-tickets/contract/terms.ts';
import { allTerms } from '@og-tickets/contract/terms-text/all-versions.ts';
import type { LegalParagraph } from '@og-tickets/contract/terms-text/legal-text.ts';
import type { Attachment } from '../compose-mail.ts';

const fileNames = { fr: 'conditions-de-vente', en: 'terms-of-sale' } as const;

/** The version that a buyer accepted, and who runs the shop that names itself in it. */
export interface AcceptedTerms {
  termsVersion: string;
  operator: Operator;
  isDemo: boolean;
}

/**
 * The terms of sale that a buyer accepted, as a file to keep: a link alone lasts no longer than its page. Null for a version
 * whose text this shop does not have.
 */
export function termsFile(locale: Locale, { termsVersion, operator, isDemo }: AcceptedTerms): Attachment | null {
  const version = knownTermsVersion(termsVersion);
  if (version === undefined) return null;
  const reader = isDemo ? 'demo' : 'real';
  const { title, sections } = fillLegalText(allTerms[version][locale].sale, { operator, isDemo, reader, locale });
  const parts = sections.map((section, at) =>
    [`${at + 1}. ${section.title.toUpperCase()}`, ...section.paragraphs.map(written)].join('\n\n'),
  );
  return {
    name: `${fileNames[locale]}-${version}.txt`,
    type: 'text/plain; charset=utf-8',
    content: Buffer.from(`${[title, `Version ${version}`, ...parts].join('\n\n')}\n`),
  };
}

function written(paragraph: LegalParagraph): string {
  return typeof paragraph === 'string' ? paragraph : paragraph.map((item) => `- ${item}`).join('\n');
}
