import type { MadeAccount } from '../../server/test/factory.ts';
import { adminPages, buyerPages, visitorPages } from '../proofs/lib/every-page.ts';
import type { ShownShop } from './fill.ts';
import type { State } from './states.ts';

/** Pages that the same person looks at, each in some states. */
export interface Album {
  area: string;
  as: MadeAccount | undefined;
  /** In the shop that has nothing yet. */
  bare?: true;
  pages: readonly { path: string; states: readonly State[]; name?: string }[];
}

/** Pages that ask the server for nothing but who is there. */
const still =
  /^\/(?:inscription|connexion|activation|mot-de-passe|adresse|transfert|controle|nulle-part|conditions|confidentialite|cookies|mentions|accessibilite|contact)/;
/** Pages that say so when what they show may be old. */
const saysOld = /^\/(?:$|epreuves|panier|billets|commandes|admin$|admin\/portes\/)/;
const fresh = ['success', 'loading', 'failed', 'offline'] as const;

function statesOf(path: string, area: string): State[] {
  if (still.test(path)) return ['success'];
  const all: State[] = [...fresh];
  if (area !== 'shop' || path === '/panier' || path === '/commande') all.push('forbidden');
  if (/^\/(?:$|epreuves|panier)/.test(path) && area === 'shop') all.push('crowded');
  if (saysOld.test(path)) all.push('stale');
  return all;
}

/** All pages of the shop, of the account, of gate control's first step and of the back office. */
export function albumsOf(shop: ShownShop, payment: string): Album[] {
  const { admin, controller, customer, newcomer } = shop;
  const withStates = (paths: readonly string[], area: string) =>
    paths.map((path) => ({ path, states: statesOf(path, area) }));
  const success = (...paths: string[]) => paths.map((path) => ({ path, states: ['success'] as const }));
  const empty = (...paths: string[]) => paths.map((path) => ({ path, states: ['empty'] as const }));
  const special = [shop.soldOut, shop.cancelled, shop.notYet].map(({ code }) => `/epreuves/${code}`);
  const gone = [
    { path: `/billets/${shop.usedTicket}`, states: ['success'], name: 'billet-scanne' },
    { path: `/billets/${shop.refundedTicket}`, states: ['success'], name: 'billet-rembourse' },
  ] as const;
  const office = adminPages(shop);
  return [
    { area: 'shop', as: undefined, pages: [...withStates(visitorPages(shop), 'shop'), ...success(...special)] },
    { area: 'shop', as: newcomer, pages: empty('/panier', '/commande', '/commandes', '/billets', '/mes-donnees') },
    { area: 'shop', as: undefined, bare: true, pages: empty('/', '/epreuves') },
    {
      area: 'account',
      as: customer,
      pages: [
        ...withStates(['/panier', ...buyerPages(shop), `/paiement/${payment}`], 'account'),
        ...gone,
        ...success(`/commandes/${shop.changedOrder}`, '/controle', '/admin'),
      ],
    },
    { area: 'gate', as: controller, pages: [{ path: '/controle', states: [...fresh, 'forbidden'] }] },
    { area: 'admin', as: admin, pages: withStates(office, 'admin') },
    {
      area: 'admin',
      as: admin,
      bare: true,
      pages: empty(...office.filter((path) => !path.includes(shop.session.code))),
    },
  ];
}
