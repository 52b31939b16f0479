import type { ShopWords } from '../fr/shop.ts';

export const shop = {
  home: { title: 'Choose your sessions, keep your places', lead: 'Everything included, a ticket that works offline.' },
  sessions: { title: 'Sessions' },
  session: { title: 'Session' },
  cart: { title: 'Cart' },
} satisfies ShopWords;
