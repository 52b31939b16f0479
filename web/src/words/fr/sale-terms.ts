export const saleTerms = {
  rule: {
    label: 'Remboursement',
    until: (date: string) => `Remboursable jusqu’au ${date}`,
    over: (date: string) => `Ni repris ni échangé\u202f: délai passé le ${date}`,
    firm: 'Ni repris ni échangé',
  },
  change: {
    cancelledTitle: 'Épreuve annulée par l’organisateur',
    cancelledOf: (title: string) => `Épreuve annulée par l’organisateur\u202f: ${title}`,
    cancelledPublic: 'Les billets payés sont remboursés en entier, sans démarche.',
    cancelledBuyer: 'Vos billets sont remboursés en entier, sans démarche de votre part.',
    cancelledReceived: 'Ce billet ne permet plus d’entrer. La personne qui l’a acheté est remboursée.',
    movedTitle: 'Épreuve déplacée',
    movedOf: (title: string) => `Épreuve déplacée\u202f: ${title}`,
    moved: (before: string, now: string) => `Prévue le ${before}, elle a lieu le ${now}.`,
    movedPublic: (date: string) =>
      `Les billets achetés avant restent valables, ou sont remboursés sur demande jusqu’au ${date}.`,
    choice: (date: string) =>
      `À vous de choisir\u202f: garder vos billets, valables à la nouvelle date sans rien faire, ou les rendre contre leur prix jusqu’au ${date}.`,
    choiceOver: (date: string) =>
      `Vos billets sont valables à la nouvelle date. Le délai pour les rendre est passé le ${date}.`,
    received:
      'Ce billet est valable à la nouvelle date. Seule la personne qui l’a acheté peut demander le remboursement.',
    ask: 'Rendre des billets',
    findOrder: 'Voir mes commandes',
  },
};

/** The shape that every language must fill. */
export type SaleTermsWords = typeof saleTerms;
