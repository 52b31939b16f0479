import type { SessionDetail, SessionList } from '@og-tickets/contract/catalog.ts';
import { OF_THIS_PAGE } from '../drawn-page.ts';
import { formatDate, formatMoney } from '../ui/format.tsx';
import { foundWords } from '../words/found.ts';
import { LANGUAGES, type Language, localeOf } from '../words/language.ts';
import { languageOfPath, withLanguage } from '../words/language-address.ts';
import { shopWords } from '../words/shop.ts';
import { eventData } from './event-data.ts';
import { escapeHtml, jsonText } from './html-text.ts';

/** What the head of a document is made of. */
export interface PageFacts {
  /** `https://tickets.example.org`. */
  origin: string;
  /** Path without language and search. */
  path: string;
  language: Language;
  title: string;
  shopName: string;
  organizer: string;
  session?: SessionDetail | undefined;
  list?: SessionList | undefined;
}

/** One sentence on the page, for those who have not seen it. */
export function descriptionOf({ language, path, shopName, session, list }: PageFacts): string {
  const w = foundWords[language];
  if (path === '/panier') return w.cart(shopName);
  if (list) return w.sessions(shopWords[language].sessions.count(list.total));
  if (!session) return w.home(shopName);
  const date = formatDate(session.startsAt, session.timezone, 'full', language);
  const about = w.session(date.charAt(0).toUpperCase() + date.slice(1), `${session.venue.name}, ${session.venue.city}`);
  return session.priceFrom ? `${about} ${w.from(formatMoney(session.priceFrom, language, true))}` : about;
}

/** Address, other languages and structured data of a page, marked for the browser to take away with it. */
export function headOf(facts: PageFacts): string {
  const { origin, path, language, title, shopName } = facts;
  const addressIn = (other: Language) => `${origin}${withLanguage(path, other)}`;
  const url = addressIn(language);
  const open = {
    'og:type': 'website',
    'og:title': title,
    'og:description': descriptionOf(facts),
    'og:url': url,
    'og:site_name': shopName,
    'og:locale': localeOf(language).replace('-', '_'),
  };
  return [
    tag('link', { rel: 'canonical', href: url }),
    ...alternatesOf(path, addressIn),
    ...Object.entries(open).map(([property, content]) => tag('meta', { property, content })),
    // Data, not a script: the content security policy has nothing to say to it.
    ...dataOf(facts, url).map(
      (data) => `<script type="application/ld+json" ${OF_THIS_PAGE}>${jsonText(data)}</script>`,
    ),
  ].join('\n    ');
}

/** The other addresses of a page; none where one serves all languages. */
function alternatesOf(path: string, addressIn: (language: Language) => string): string[] {
  if (languageOfPath(path) === undefined) return [];
  return [
    ...LANGUAGES.map((other) => tag('link', { rel: 'alternate', hreflang: other, href: addressIn(other) })),
    tag('link', { rel: 'alternate', hreflang: 'x-default', href: addressIn('fr') }),
  ];
}

function dataOf({ session, list, path, language, organizer, origin, shopName }: PageFacts, url: string): object[] {
  if (session) return [eventData({ session, url, organizer, language })];
  if (path === '/') {
    return [{ '@context': 'https://schema.org', '@type': 'WebSite', name: shopName, url, inLanguage: language }];
  }
  if (!list) return [];
  const itemListElement = list.items.map(({ code }, at) => ({
    '@type': 'ListItem',
    position: at + 1,
    url: `${origin}${withLanguage(`/epreuves/${code}`, language)}`,
  }));
  return [{ '@context': 'https://schema.org', '@type': 'ItemList', numberOfItems: list.total, itemListElement }];
}

function tag(name: 'link' | 'meta', attributes: Record<string, string>): string {
  const pairs = Object.entries(attributes).map(([key, value]) => `${key}="${escapeHtml(value)}"`);
  return `<${name} ${pairs.join(' ')} ${OF_THIS_PAGE} />`;
}
