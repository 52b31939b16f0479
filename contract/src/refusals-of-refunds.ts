/** What refunds that need a second admin are refused for. */
export const refusalsOfRefunds = {
  refund_request_open: {
    status: 409,
    fr: 'Un remboursement de cette commande attend déjà une seconde personne. Faites-le décider d’abord.',
    en: 'A refund of this order already waits for a second person. Have it decided first.',
  },
  refund_request_decided: {
    status: 409,
    fr: 'Cette demande a déjà été décidée, ou la commande a changé depuis. Rechargez la liste.',
    en: 'This request has been decided already, or the order has changed since. Reload the list.',
  },
  refund_request_own: {
    status: 403,
    fr: 'Vous avez demandé ce remboursement\u202f: une autre personne de l’administration doit l’approuver.',
    en: 'You asked for this refund: another admin has to approve it.',
  },
} as const;
