/** Refusals of who edits the catalogue. */
export const refusalsOfCatalogue = {
  import_too_large: {
    status: 413,
    fr: 'Ces fichiers sont trop grands pour cette page. Importez-les en plusieurs fois, ou par la commande.',
    en: 'These files are too large for this page. Import them in parts, or by the command.',
  },
  session_changed_elsewhere: {
    status: 409,
    fr: 'Quelqu’un a changé cette épreuve entre-temps. Comparez, puis gardez ce que vous voulez.',
    en: 'Somebody has changed this session in the meantime. Compare, then keep what you want.',
  },
  catalogue_changed_elsewhere: {
    status: 409,
    fr: 'Quelqu’un a changé cela entre-temps. Relisez, puis recommencez.',
    en: 'Somebody has changed this in the meantime. Look at it again, then retry.',
  },
  capacity_below_taken: {
    status: 409,
    fr: 'Des places sont déjà vendues ou réservées. Gardez au moins les nombres indiqués.',
    en: 'Places are already sold or held. Keep at least the numbers shown.',
  },
  session_has_buyers: {
    status: 409,
    fr: 'Des places sont déjà vendues ou réservées. Déplacez l’épreuve\u202f: chacun sera prévenu et pourra être remboursé.',
    en: 'Places are already sold or held. Move the session instead: everybody is told and may be refunded.',
  },
  session_in_use: {
    status: 409,
    fr: 'Des places de cette épreuve ont été vendues ou réservées. Retirez-la de la vente au lieu de la supprimer.',
    en: 'Places of this session have been sold or held. Withdraw it from sale instead of deleting it.',
  },
  code_taken: {
    status: 409,
    fr: 'Ce code existe déjà. Choisissez-en un autre.',
    en: 'This code exists already. Choose another one.',
  },
  offer_in_use: {
    status: 409,
    fr: 'Cette offre est déjà dans un panier, une commande ou un tarif. Créez-en une autre.',
    en: 'This offer is already in a cart, an order or a tariff. Create another one.',
  },
} as const;
