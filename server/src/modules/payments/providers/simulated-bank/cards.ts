import { passesLuhn } from '@og-tickets/contract/rules/card-number.ts';
import { type CardOutcome, testCards } from '@og-tickets/contract/rules/test-cards.ts';

/** What the payer types on the bank's form. It is judged and forgotten; only the last four digits are kept. */
export interface Card {
  /** Digits, with spaces or not. */
  cardNumber: string;
  /** `MM/YY`. */
  expiry: string;
  cvc: string;
}

function digitsOf(cardNumber: string): string {
  return cardNumber.replaceAll(' ', '');
}

/** True from the first moment after the month on the card, in UTC. */
function isPast(expiry: string, nowMs: number): boolean {
  const month = Number(expiry.slice(0, 2));
  const year = 2000 + Number(expiry.slice(3));
  // Months count from 0 here, so that this is the first day of the month after.
  return Date.UTC(year, month, 1) <= nowMs;
}

/** The field that makes this no usable card, or null. Such a card never reaches the bank's books. */
export function cardFault(card: Card, nowMs: number): 'cardNumber' | 'expiry' | null {
  const digits = digitsOf(card.cardNumber);
  if (digits.length < 12 || digits.length > 19 || !passesLuhn(digits)) return 'cardNumber';
  return isPast(card.expiry, nowMs) ? 'expiry' : null;
}

/** How the simulated bank decides on a card. A well-formed number that it does not know is never accepted. */
export function judgeCard(cardNumber: string): CardOutcome {
  const digits = digitsOf(cardNumber);
  return testCards.find((card) => digitsOf(card.number) === digits)?.outcome ?? 'unknown_test_card';
}

/** All of the number that is ever written down. */
export function lastFour(cardNumber: string): string {
  return digitsOf(cardNumber).slice(-4);
}
