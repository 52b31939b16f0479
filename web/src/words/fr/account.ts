export const account = {
  register: { title: 'Créer un compte' },
  activate: { title: 'Activer votre compte' },
  login: { title: 'Se connecter' },
  orders: { title: 'Mes commandes' },
  tickets: { title: 'Mes billets' },
  ticket: { title: 'Billet' },
};

/** The shape that every language must fill. */
export type AccountWords = typeof account;
