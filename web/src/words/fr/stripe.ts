export const stripe = {
  title: 'Carte bancaire',
  text: 'Le paiement est traité par Stripe\u202f: les données de votre carte lui sont envoyées directement, jamais à nous.',
  loading: 'Le formulaire de carte se charge…',
  failedTitle: 'Le formulaire de carte n’a pas pu s’afficher.',
  failedText: 'Rien n’a été débité. Vérifiez votre connexion ou votre bloqueur de contenus, puis réessayez.',
  retry: 'Réessayer',
  unclearTitle: 'Nous n’avons pas reçu la réponse de Stripe.',
  unclearText: 'Un même paiement n’est jamais pris deux fois\u202f: vous pouvez réessayer.',
};

/** The shape that every language must fill. */
export type StripeWords = typeof stripe;
