export const shop = {
  home: { title: 'Choisissez vos épreuves, gardez vos places', lead: 'Prix tout compris, billet lisible hors ligne.' },
  sessions: { title: 'Épreuves' },
  session: { title: 'Épreuve' },
  cart: { title: 'Panier' },
};

/** The shape that every language must fill. */
export type ShopWords = typeof shop;
