import type { Locale } from '@og-tickets/contract/common.ts';
import { terms as en } from '@og-tickets/contract/terms-text/en.ts';
import { terms as fr } from '@og-tickets/contract/terms-text/fr.ts';
import { termsVersion as currentVersion } from '@og-tickets/contract/terms.ts';
import type { Attachment } from '../compose-mail.ts';

const texts = { fr, en } as const;
const fileNames = { fr: 'conditions-de-vente', en: 'terms-of-sale' } as const;

/**
 * The terms of sale that a buyer accepted, as a file to keep: a link alone lasts no longer than its page. Null for an older
 * version, whose text this shop does not have any more.
 */
export function termsFile(locale: Locale, accepted: { termsVersion: string }): Attachment | null {
  if (accepted.termsVersion !== currentVersion) return null;
  const { title, version, sections } = texts[locale];
  const parts = sections.map((section) => [section.title.toUpperCase(), ...section.paragraphs].join('\n\n'));
  return {
    name: `${fileNames[locale]}-${currentVersion}.txt`,
    type: 'text/plain; charset=utf-8',
    content: Buffer.from(`${[title, version(currentVersion), ...parts].join('\n\n')}\n`),
  };
}
