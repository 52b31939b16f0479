import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Payment } from '@og-tickets/contract/payments.ts';
import type { Page } from 'playwright-core';
import type { ShownShop } from './fill.ts';
import { sendEmptyDocuments, waitUntilShown } from './states.ts';

/** What a page shows at moments that do not last, or after something was done on it. */
export interface Scene {
  name: string;
  as?: 'customer' | 'newcomer' | 'controller';
  run: (page: Page, url: string) => Promise<void>;
}

/** Opens a path for which the server answers something else than it has: a moment that would have to be waited for. */
function changed<T>(path: string, ask: RegExp, change: (body: T) => T): Scene['run'] {
  return async (page, url) => {
    await page.route(ask, async (route) => {
      if (route.request().method() !== 'GET') return route.fallback();
      const response = await route.fetch();
      await route.fulfill({ response, json: change(await response.json()) });
    });
    await sendEmptyDocuments(page, url);
    await page.goto(`${url}${path}`);
    await waitUntilShown(page);
  };
}

/** Sends a form as it came: what it says of the fields that are missing. */
function sentEmpty(path: string, send = 'main form button[type=submit]'): Scene['run'] {
  return async (page, url) => {
    await page.goto(`${url}${path}`);
    await waitUntilShown(page);
    await page.locator(send).last().click();
    await waitUntilShown(page);
  };
}

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

/** Moments of cart, checkout and payment. */
export function buyingScenes(payment: string): Scene[] {
  const paid = (change: Partial<Payment>) =>
    changed<Payment>(`/paiement/${payment}`, /\/api\/v1\/payments\//, (body) => ({ ...body, ...change }));
  const cart = (change: (line: Cart['lines'][number]) => Cart['lines'][number], rest: Partial<Cart> = {}) =>
    changed<Cart>('/panier', /\/api\/v1\/cart$/, (body) => ({ ...body, lines: body.lines.map(change), ...rest }));
  const soon = inMs(90_000);
  return [
    {
      name: 'paiement-refuse',
      as: 'customer',
      run: paid({ status: 'failed', reason: 'insufficient_funds' }),
    },
    { name: 'paiement-en-verification', as: 'customer', run: paid({ status: 'processing' }) },
    {
      name: 'paiement-trop-tard',
      as: 'customer',
      run: paid({ status: 'failed', reason: 'order_expired', checkout: null, expiresAt: null }),
    },
    { name: 'paiement-rembourse', as: 'customer', run: paid({ status: 'refunded', checkout: null, expiresAt: null }) },
    { name: 'paiement-en-preparation', as: 'customer', run: paid({ checkout: null }) },
    {
      name: 'panier-bientot-fini',
      as: 'customer',
      run: cart((line) => ({ ...line, holdExpiresAt: soon }), { holdExpiresAt: soon, canExtend: true }),
    },
    {
      name: 'panier-fini',
      as: 'customer',
      run: cart((line) => ({ ...line, state: 'expired', holdExpiresAt: null }), { holdExpiresAt: null }),
    },
    {
      name: 'panier-en-partie-perdu',
      as: 'customer',
      run: cart((line) => ({
        ...line,
        state: 'unavailable',
        previousUnitPrice: { ...line.unitPrice, cents: line.unitPrice.cents - 500 },
        holdExpiresAt: null,
      })),
    },
    { name: 'commande-sans-cgv', as: 'customer', run: sentEmpty('/commande', 'main button.w-full') },
  ];
}

/** Forms that were sent as they came, and what opens on the pages of visitors. */
export function visitorScenes(shop: ShownShop): Scene[] {
  return [
    { name: 'inscription-vide', run: sentEmpty('/inscription') },
    { name: 'connexion-vide', run: sentEmpty('/connexion') },
    { name: 'mot-de-passe-oublie-vide', run: sentEmpty('/mot-de-passe-oublie') },
    {
      name: 'epreuves-filtres-ouverts',
      run: async (page, url) => {
        await page.goto(`${url}/epreuves?q=natation&tri=prix`);
        await waitUntilShown(page);
        const open = page.getByRole('button', { name: /^(?:Filtr|Filter)/ });
        if (await open.first().isVisible()) await open.first().click();
        await waitUntilShown(page);
      },
    },
    {
      name: 'accueil-recherche',
      run: async (page, url) => {
        await page.goto(url);
        await waitUntilShown(page);
        await page.getByRole('combobox').first().fill('bas');
        await page.locator('[role=listbox] [role=option]').first().waitFor();
      },
    },
    {
      name: 'epreuve-complete-deja-vue',
      run: async (page, url) => {
        for (const { code } of [shop.soldOut, shop.notYet]) {
          await page.goto(`${url}/epreuves/${code}`);
          await waitUntilShown(page);
        }
        await page.goto(`${url}/panier`);
        await waitUntilShown(page);
      },
    },
  ];
}
