import type { Locale } from '@og-tickets/contract/common.ts';

/**
 * A first name where it looks like one, else null. Mail programs turn `www.example.org` in a text into a link, so a name
 * with dots between letters, digits or signs is left out: nobody can send advertising through our mails.
 */
export function presentableName(firstName: string): string | null {
  const looksLikeName = /^[\p{L}\p{M}](?:[\p{L}\p{M}'’ -]|\.(?![\p{L}\p{M}])){0,39}$/u.test(firstName);
  return looksLikeName ? firstName : null;
}

/** Greets by name only where the name looks like one. */
export function greeting(locale: Locale, firstName: string): string {
  const hello = locale === 'fr' ? 'Bonjour' : 'Hello';
  const name = presentableName(firstName);
  return name === null ? `${hello},` : `${hello} ${name},`;
}
