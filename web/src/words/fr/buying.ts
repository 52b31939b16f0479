export const buying = {
  checkout: { title: 'Commande' },
  payment: { title: 'Paiement' },
  confirmation: { title: 'Commande confirmée' },
};

/** The shape that every language must fill. */
export type BuyingWords = typeof buying;
