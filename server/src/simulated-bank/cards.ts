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

export type CardFault = 'cardNumber' | 'expiry' | 'expiryPast' | 'cvc';

function digitsOf(cardNumber: string): string {
  return cardNumber.replaceAll(/[ .-]/g, '');
}

/** `MM/YY` from what people and browsers write: `8/29`, `0829`, `08 / 2029`. Null when it is no month. */
export function readExpiry(typed: string): string | null {
  const parts =
    /^\s*(?<month>\d{1,2})\s*[/ .-]\s*(?:20)?(?<year>\d{2})\s*$/.exec(typed) ??
    /^\s*(?<month>\d{2})(?:20)?(?<year>\d{2})\s*$/.exec(typed);
  const month = Number(parts?.groups?.['month']);
  if (!(month >= 1 && month <= 12)) return null;
  return `${String(month).padStart(2, '0')}/${parts?.groups?.['year'] ?? ''}`;
}

/** True from the first moment after the month on the card, in UTC. */
function isPast(expiry: string, nowMs: number): boolean {
  const month = Number(expiry.slice(0, 2));
  const year = 2000 + Number(expiry.slice(3));
  // Months count from 0 here, so that this is the first day of the month after.
  return Date.UTC(year, month, 1) <= nowMs;
}

/** What makes this no usable card, the first fault of each field. Such a card never reaches the bank's books. */
export function cardFaults(card: Card, nowMs: number): CardFault[] {
  const faults: CardFault[] = [];
  const digits = digitsOf(card.cardNumber);
  if (!/^\d{12,19}$/.test(digits) || !passesLuhn(digits)) faults.push('cardNumber');
  const expiry = readExpiry(card.expiry);
  if (expiry === null) faults.push('expiry');
  else if (isPast(expiry, nowMs)) faults.push('expiryPast');
  if (!/^\d{3,4}$/.test(card.cvc.trim())) faults.push('cvc');
  return faults;
}

/** How the simulated bank decides on a card. A well-formed number that it does not know is never accepted. */
export function judgeCard(cardNumber: string): CardOutcome | 'unknown_test_card' {
  const digits = digitsOf(cardNumber);
  return testCards.find((card) => digitsOf(card.number) === digits)?.outcome ?? 'unknown_test_card';
}

/** All of the number that is ever written down. */
export function lastFour(cardNumber: string): string {
  return digitsOf(cardNumber).slice(-4);
}
