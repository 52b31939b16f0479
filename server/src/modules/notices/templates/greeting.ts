import type { Locale } from '@og-tickets/contract/common.ts';

/**
 * Greets by name only where the name looks like one. Mail programs turn `www.example.org` in a text into a link, so a
 * name with dots between letters, digits or signs is left out: nobody can send advertising through our mails.
 */
export function greeting(locale: Locale, firstName: string): string {
  const hello = locale === 'fr' ? 'Bonjour' : 'Hello';
  const looksLikeName = /^[\p{L}\p{M}](?:[\p{L}\p{M}'’ -]|\.(?![\p{L}\p{M}])){0,39}$/u.test(firstName);
  return looksLikeName ? `${hello} ${firstName},` : `${hello},`;
}
