import type { Language } from './language.ts';

/** Addresses of the default language have no prefix. */
const PREFIX = '/en';

/** Pages that anyone may find have their language in the address; the others are shown in the visitor's. */
const PUBLIC =
  /^\/(?:$|epreuves(?:\/|$)|conditions(?:\/[\d.-]+)?$|conditions-utilisation$|confidentialite$|cookies$|mentions-legales$|accessibilite$|contact$)/;

/** The language that a path says; undefined where it says none. */
export function languageOfPath(path: string): Language | undefined {
  if (path === PREFIX || path.startsWith(`${PREFIX}/`)) return 'en';
  return PUBLIC.test(path) ? 'fr' : undefined;
}

/** The path without its language, as routes know it. */
export function withoutLanguage(path: string): string {
  if (path === PREFIX) return '/';
  return path.startsWith(`${PREFIX}/`) ? path.slice(PREFIX.length) : path;
}

/** The path under which a page is found in a language. */
export function withLanguage(path: string, language: Language): string {
  if (language === 'fr' || !PUBLIC.test(path)) return path;
  return path === '/' ? PREFIX : `${PREFIX}${path}`;
}
