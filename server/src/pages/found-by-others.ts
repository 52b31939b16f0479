import type { Ask } from '@og-tickets/contract/page-drawing.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import type { SessionList } from '@og-tickets/contract/catalog.ts';
import type { ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import type { readShop } from '@og-tickets/contract/settings.ts';

/** Pages beside the sessions that anyone may find; they stand in the sitemap. */
const openPaths = [
  '/',
  '/epreuves',
  '/conditions',
  '/conditions-utilisation',
  '/confidentialite',
  '/cookies',
  '/mentions-legales',
  '/accessibilite',
  '/contact',
];
/** What is one person's, or staff's: there is nothing to find there. */
const closedPaths = ['/api/', '/dev/', '/admin', '/controle', '/commande', '/paiement', '/confirmation'];
/** More sessions than this are not in one sitemap (https://www.sitemaps.org/protocol.html: 50,000 addresses). */
const mostSessions = 20_000;

/** robots.txt. */
export function robotsText(origin: string): string {
  const closed = closedPaths.map((path) => `Disallow: ${path}`).join('\n');
  return `User-agent: *\n${closed}\n\nSitemap: ${origin}/sitemap.xml\n`;
}

/** sitemap.xml: every session that is shown, and the pages beside them, each in both languages. */
export async function sitemapText(origin: string, ask: Ask): Promise<string> {
  const paths = [...openPaths, ...(await sessionCodes(ask)).map((code) => `/epreuves/${code}`)];
  const entries = paths.flatMap((path) => {
    const addresses = { fr: `${origin}${path}`, en: `${origin}/en${path === '/' ? '' : path}` };
    const others = Object.entries({ ...addresses, 'x-default': addresses.fr })
      .map(([language, href]) => `<xhtml:link rel="alternate" hreflang="${language}" href="${href}"/>`)
      .join('');
    return Object.values(addresses).map((address) => `<url><loc>${address}</loc>${others}</url>`);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join('\n')}
</urlset>
`;
}

async function sessionCodes(ask: Ask): Promise<string[]> {
  const codes: string[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, unknown> = { limit: limits.pageMax, ...(cursor === null ? {} : { cursor }) };
    // The endpoint's own reply: nothing is between it and us.
    const list = (await ask({ endpoint: 'catalog.list-sessions', query }, 'fr')) as SessionList | null;
    codes.push(...(list?.items ?? []).map(({ code }) => code));
    cursor = list?.nextCursor ?? null;
  } while (cursor !== null && codes.length < mostSessions);
  return codes;
}

/** The web app manifest under the shop's own name. */
export async function manifestText(ask: Ask): Promise<string> {
  const shop = (await ask({ endpoint: 'settings.read-shop' }, 'fr')) as ReplyBodyOf<typeof readShop> | null;
  const name = shop?.shopName ?? 'OG-Tickets';
  return JSON.stringify({
    name,
    short_name: name,
    id: '/',
    start_url: '/billets',
    scope: '/',
    display: 'standalone',
    lang: 'fr',
    description: 'Vos billets, avec ou sans réseau',
    background_color: '#f7f5f1',
    theme_color: '#ffffff',
    icons: [
      { src: '/boutique-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/boutique-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/boutique-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  });
}
