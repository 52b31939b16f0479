import type { CardOutcome } from '@og-tickets/contract/rules/test-cards.ts';
import type { CardFault } from '../cards.ts';

export type Language = 'fr' | 'en';

export interface BankWords {
  title: string;
  simulation: string;
  simulationText: string;
  order: string;
  amount: string;
  number: string;
  expiry: string;
  expiryHint: string;
  cvc: string;
  cvcHint: string;
  pay: (amount: string) => string;
  back: string;
  otherLanguage: string;
  faultsTitle: string;
  faults: Record<CardFault, string>;
  testCards: string;
  testCardsText: string;
  testNumber: string;
  testEnd: string;
  outcomes: Record<CardOutcome, string>;
  challengeTitle: string;
  challengeText: (amount: string, orderCode: string) => string;
  challengeSilent: string;
  accept: string;
  refuse: string;
  abandon: string;
  missingTitle: string;
  missingText: string;
}

const fr: BankWords = {
  title: 'Payer par carte',
  simulation: 'Simulation — aucune somme réelle',
  simulationText: 'Cette banque n’existe pas. N’écrivez jamais le numéro de votre vraie carte ici.',
  order: 'Commande',
  amount: 'Montant',
  number: 'Numéro de carte',
  expiry: 'Date d’expiration',
  expiryHint: 'MM/AA',
  cvc: 'Cryptogramme',
  cvcHint: '3 ou 4 chiffres',
  pay: (amount) => `Payer ${amount}`,
  back: 'Revenir à la boutique sans payer',
  otherLanguage: 'English',
  faultsTitle: 'À corriger avant de payer',
  faults: {
    cardNumber: 'Le numéro de carte n’est pas complet ou contient une faute.',
    expiry: 'Écrivez la date comme sur la carte, par exemple 08/29.',
    expiryPast: 'La date de cette carte est passée.',
    cvc: 'Écrivez les 3 ou 4 chiffres du cryptogramme.',
  },
  testCards: 'Cartes de test',
  testCardsText: 'Avec n’importe quelle date à venir et n’importe quel cryptogramme.',
  testNumber: 'Numéro',
  testEnd: 'Ce qui se passe',
  outcomes: {
    accepted: 'acceptée',
    card_declined: 'refusée par la banque',
    insufficient_funds: 'provision insuffisante',
    expired_card: 'carte expirée',
    challenge_accepted: '3-D Secure\u202f: acceptée si vous confirmez',
    challenge_refused: '3-D Secure\u202f: refusée même si vous confirmez',
    challenge_abandoned: '3-D Secure\u202f: la vérification ne répond pas',
    webhook_late: 'acceptée, la boutique l’apprend 30 secondes plus tard',
    webhook_lost: 'acceptée, la boutique n’est pas prévenue',
    webhook_twice: 'acceptée, la boutique est prévenue deux fois',
    webhook_out_of_order: 'acceptée, la boutique est prévenue dans le désordre',
  },
  challengeTitle: 'Confirmez que c’est vous (3-D Secure)',
  challengeText: (amount, orderCode) =>
    `Votre banque demande votre accord pour payer ${amount}, commande ${orderCode}. Une vraie banque vous le demanderait dans son application.`,
  challengeSilent: 'La banque ne répond pas. Avec cette carte de test, la vérification n’aboutit jamais.',
  accept: 'Confirmer',
  refuse: 'Ce n’est pas moi',
  abandon: 'Abandonner la vérification',
  missingTitle: 'Ce paiement n’existe pas',
  missingText: 'Le lien n’est pas complet ou n’est plus valable. Repartez de votre commande, dans la boutique.',
};

const en: BankWords = {
  title: 'Pay by card',
  simulation: 'Simulation — no real money',
  simulationText: 'This bank does not exist. Never write the number of your real card here.',
  order: 'Order',
  amount: 'Amount',
  number: 'Card number',
  expiry: 'Expiry date',
  expiryHint: 'MM/YY',
  cvc: 'Security code',
  cvcHint: '3 or 4 digits',
  pay: (amount) => `Pay ${amount}`,
  back: 'Back to the shop without paying',
  otherLanguage: 'Français',
  faultsTitle: 'Please correct before paying',
  faults: {
    cardNumber: 'The card number is not complete or holds a mistake.',
    expiry: 'Write the date as on the card, for instance 08/29.',
    expiryPast: 'The date of this card has passed.',
    cvc: 'Enter the 3 or 4 digits of the security code.',
  },
  testCards: 'Test cards',
  testCardsText: 'With any date to come and any security code.',
  testNumber: 'Number',
  testEnd: 'What happens',
  outcomes: {
    accepted: 'accepted',
    card_declined: 'declined by the bank',
    insufficient_funds: 'not enough money',
    expired_card: 'expired card',
    challenge_accepted: '3-D Secure: accepted if you confirm',
    challenge_refused: '3-D Secure: refused even if you confirm',
    challenge_abandoned: '3-D Secure: the check does not answer',
    webhook_late: 'accepted, the shop learns it 30 seconds later',
    webhook_lost: 'accepted, the shop is not told',
    webhook_twice: 'accepted, the shop is told twice',
    webhook_out_of_order: 'accepted, the shop is told out of order',
  },
  challengeTitle: 'Confirm that it is you (3-D Secure)',
  challengeText: (amount, orderCode) =>
    `Your bank asks for your consent to pay ${amount}, order ${orderCode}. A real bank would ask you in its own app.`,
  challengeSilent: 'The bank does not answer. With this test card the check never comes to an end.',
  accept: 'Confirm',
  refuse: 'It is not me',
  abandon: 'Give up the check',
  missingTitle: 'There is no such payment',
  missingText: 'The link is not complete or no longer valid. Start again from your order, in the shop.',
};

export const bankWords: Readonly<Record<Language, BankWords>> = { fr, en };

/** Cents as people write them in this language: `90,00 €`, `€90.00`. */
export function formatAmount(cents: number, currency: string, language: Language): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(cents / 100);
}
