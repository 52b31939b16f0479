import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import { loginAsAdmin } from '../../test/refunds.ts';
import { startTestShop, type TestShop } from '../../test/harness.ts';

// As a search engine or a reader without JavaScript sees it.

let shop: TestShop;
let code: string;

beforeAll(async () => {
  shop = await startTestShop({ environment: { PUBLIC_URL: 'https://billets.example.org', OG_DEMO: '1' } });
  ({ code } = await shop.make.session({ title: 'Finale <du> 100 m & relais' }));
  const categories = [
    { category: 'A', capacity: 100, pricePerPlaceCents: 7_000 },
    { category: 'B', capacity: 100, pricePerPlaceCents: 2_400 },
  ];
  await shop.make.session({ title: 'Demi-finale', categories });
  await shop.caughtUp();
});
afterAll(() => shop.close());

const patience = { timeout: 20_000, interval: 200 };
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${shop.url}${path}`, { headers });

/** A page once it is drawn: while the machine is busy with something else it may come empty. */
function drawn(path: string, headers: Record<string, string> = {}): Promise<string> {
  return vi.waitFor(async () => {
    const html = await (await get(path, headers)).text();
    expect(html, path).not.toContain('<div id="root"></div>');
    return html;
  }, patience);
}

/** Text between the tags of a document, without scripts. */
function readable(html: string): string {
  return html.replaceAll(/<script[^]*?<\/script>|<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

test('a session is there without JavaScript, in the language of its address', async () => {
  const html = await drawn(`/epreuves/${code}`);
  expect(html).toContain('<html lang="fr">');
  expect(html).toContain('<title>Finale &lt;du&gt; 100 m &amp; relais · OG-Tickets</title>');
  expect(readable(html)).toMatch(/Réserver des places|Réserver/);
  expect(readable(html)).toMatch(/\d+,\d\d\s€/);
  const english = await drawn(`/en/epreuves/${code}`, { 'accept-language': 'fr' });
  expect(english).toContain('<html lang="en">');
  expect(readable(english)).toMatch(/€\d+\.\d\d/);
  expect(english).toContain('href="/en/epreuves"');
});

test('a session says of itself what search engines read', async () => {
  const html = await drawn(`/en/epreuves/${code}`);
  const origin = 'https://billets.example.org';
  expect(html).toContain(`<link rel="canonical" href="${origin}/en/epreuves/${code}"`);
  expect(html).toContain(`hreflang="fr" href="${origin}/epreuves/${code}"`);
  expect(html).toContain(`hreflang="en" href="${origin}/en/epreuves/${code}"`);
  expect(html).toContain(`hreflang="x-default" href="${origin}/epreuves/${code}"`);
  expect(html).toContain(`<meta property="og:url" content="${origin}/en/epreuves/${code}"`);
  const data: unknown = JSON.parse(/ld\+json"[^>]*>([^<]*)</.exec(html)?.[1] ?? '');
  expect(data).toMatchObject({
    '@context': 'https://schema.org',
    '@type': ['Event', 'SportsEvent'],
    eventStatus: 'https://schema.org/EventScheduled',
    url: `${origin}/en/epreuves/${code}`,
    inLanguage: 'en',
    location: { '@type': 'Place' },
  });
  expect(data).toHaveProperty('offers.0.price', expect.stringMatching(/^\d+\.\d\d$/));
});

test('home and list name their sessions', async () => {
  for (const path of ['/', '/epreuves', '/en', '/en/epreuves']) {
    const html = await drawn(path);
    expect(html, path).toContain(`/epreuves/${code}"`);
    expect(html, path).toMatch(/<meta name="description" content="[^"]{40,}"/);
    expect(html.match(/<h1/g), path).toHaveLength(1);
    // No script is asked for before the page is painted, but the one that waits for that.
    expect(html.match(/modulepreload|<script[^>]* src=/g), path).toHaveLength(1);
  }
});

test('a list for a range of prices says from which price places in it begin', async () => {
  expect(readable(await drawn('/epreuves'))).toMatch(/dès 24\s€/);
  const french = readable(await drawn('/epreuves?prixmin=60'));
  expect(french).toMatch(/dès 70\s€/);
  expect(french).not.toMatch(/24\s€/);
  const english = readable(await drawn('/en/epreuves?prixmin=60'));
  expect(english).toMatch(/from €70/);
  expect(english).not.toContain('€24');
});

test.each([
  ['/epreuves/NOSUCH1', 404],
  ['/epreuves/nosuch', 404],
  ['/nowhere', 404],
  ['/en/nowhere', 404],
  ['/en/billets', 404],
  ['/billets', 200],
  ['/conditions', 200],
  ['/admin/epreuves', 200],
  ['/controle', 200],
])('%s answers %i', async (path, status) => {
  await vi.waitFor(async () => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain('<div id="root"></div>');
  }, patience);
});

test('the cart is drawn for anyone, at its one address, and may be found', async () => {
  const html = await drawn('/panier', { cookie: 'cart=whoever' });
  expect(html).toContain('<title>Panier · OG-Tickets</title>');
  expect(html).toMatch(/<meta name="description" content="Votre panier chez [^"]{40,}"/);
  expect(html).not.toMatch(/hreflang|ld\+json|noindex/);
  expect(readable(html)).toContain('tous frais inclus');
  expect(/id="drawn-from">([^<]*)</.exec(html)?.[1]).not.toContain('cart');
  expect(await (await get('/robots.txt')).text()).not.toContain('/panier');
});

test('a page that has not changed is not sent again', async () => {
  // A page is drawn anew every other second, and says when.
  await vi.waitFor(async () => {
    const first = await get('/en');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('content-encoding')).toMatch(/br|gzip/);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    await first.text();
    expect((await get('/en', { 'if-none-match': etag })).status).toBe(304);
  }, patience);
});

test('files with a hash are kept for a year and sent small', async () => {
  const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await (await get('/billets')).text()) ?? [];
  const file = await get(script, { 'accept-encoding': 'br' });
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const [, libraries = ''] = /href="(\/assets\/libraries-[^"]+\.js)"/.exec(await (await get('/billets')).text()) ?? [];
  const packed = await get(libraries, { 'accept-encoding': 'br' });
  expect(packed.headers.get('content-encoding')).toBe('br');
  await Promise.all([file.text(), packed.text()]);
});

test('sitemap, robots and manifest', async () => {
  const sitemap = await (await get('/sitemap.xml')).text();
  expect(sitemap).toContain(`<loc>https://billets.example.org/epreuves/${code}</loc>`);
  expect(sitemap).toContain(`<loc>https://billets.example.org/en/epreuves/${code}</loc>`);
  expect(await (await get('/robots.txt')).text()).toContain('Sitemap: https://billets.example.org/sitemap.xml');
  const manifest = await get('/boutique.webmanifest');
  expect(manifest.headers.get('content-type')).toContain('application/manifest+json');
  expect(await manifest.json()).toMatchObject({ name: 'OG-Tickets', display: 'standalone' });
});

test('a shop that has a colour is drawn in it from the start', async () => {
  const link = 'href="/couleurs/8a1538.css"';
  expect(await (await get('/')).text()).not.toContain('/couleurs/');
  const admin = await loginAsAdmin(shop);
  const { body: set } = await admin.get<ShopSettings>('/admin/settings');
  const changed = await admin.call('PATCH', '/admin/settings', {
    body: { version: set.version, changes: { colour: '#8a1538' } },
  });
  expect(changed.status).toBe(200);
  await expect.poll(async () => (await get('/')).text()).toContain(link);
  const sheet = await get('/couleurs/8a1538.css');
  expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(await sheet.text()).toContain('--cobalt: #8a1538;');
  expect((await get('/couleurs/red.css')).status).toBe(404);
});
