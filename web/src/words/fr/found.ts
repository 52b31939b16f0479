export const found = {
  home: (shop: string) =>
    `${shop}\u202f: choisissez vos épreuves, gardez vos places, entrez avec votre billet. Prix affichés frais inclus.`,
  sessions: (count: string) =>
    `${count} en vente ou à venir\u202f: dates, lieux, prix frais inclus et places restantes.`,
  session: (date: string, venue: string) => `${date}, ${venue}.`,
  from: (price: string) => `Places dès ${price}, frais inclus.`,
  places: (category: string) => `Catégorie ${category}`,
  cart: (shop: string) =>
    `Votre panier chez ${shop}\u202f: vos places gardées le temps de commander, prix affichés frais inclus.`,
  noScript: 'Pour réserver, activez JavaScript dans votre navigateur, puis rechargez la page.',
};

/** The shape that every language must fill. */
export type FoundWords = typeof found;
