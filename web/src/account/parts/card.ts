import { passesLuhn } from '@og-tickets/contract/rules/card-number.ts';
import type { FieldFault } from '../../ui/error-summary.tsx';
import type { BuyingWords } from '../../words/fr/buying.ts';

/** What is typed on the bank's form. It is sent and forgotten: never stored, not even for a reload. */
export interface CardInput {
  number: string;
  expiry: string;
  cvc: string;
}

/** The id of each field, by its name in the call. */
export const cardIds = { cardNumber: 'carte-numero', expiry: 'carte-expiration', cvc: 'carte-cryptogramme' } as const;

const NUMBER_DIGITS = { min: 12, max: 19 } as const;

/** The digits of what was typed or pasted, at most as many as a card has. */
export function cardDigits(typed: string): string {
  return typed.replaceAll(/\D/g, '').slice(0, NUMBER_DIGITS.max);
}

/** A card number as cards show it: `4242 4242 4242 4242`. */
export function groupDigits(typed: string): string {
  return cardDigits(typed).replaceAll(/\d{4}(?=\d)/g, '$& ');
}

/** Where the caret stands in grouped digits when `digitsBefore` of them are to its left. */
export function caretAfter(grouped: string, digitsBefore: number): number {
  let digits = 0;
  for (const [at, character] of Array.from(grouped).entries()) {
    if (digits === digitsBefore) return at;
    if (character !== ' ') digits += 1;
  }
  return grouped.length;
}

/** `MM/YY` from what people and browsers write: `8/29`, `0829`, `08 / 2029`, `2029-08`. Undefined when it is no month. */
export function readExpiry(typed: string): string | undefined {
  const parts =
    /^\s*(?<month>\d{1,2})\s*[/ .-]\s*(?:20)?(?<year>\d{2})\s*$/.exec(typed) ??
    /^\s*(?<month>\d{2})(?:20)?(?<year>\d{2})\s*$/.exec(typed) ??
    /^\s*20(?<year>\d{2})-(?<month>\d{2})\s*$/.exec(typed);
  const month = Number(parts?.groups?.['month']);
  if (!(month >= 1 && month <= 12)) return undefined;
  return `${String(month).padStart(2, '0')}/${parts?.groups?.['year'] ?? ''}`;
}

/** True from the first moment after the month of `MM/YY`, in UTC as the bank counts. */
function isPast(expiry: string, nowMs: number): boolean {
  // Months count from 0 in Date.UTC, so that this is the first day of the month after.
  return Date.UTC(2000 + Number(expiry.slice(3)), Number(expiry.slice(0, 2)), 1) <= nowMs;
}

/** What to correct before the card is sent. The bank has the last word. */
export function cardFaults(card: CardInput, nowMs: number, w: BuyingWords['payment']['faults']): FieldFault[] {
  const faults: FieldFault[] = [];
  const digits = cardDigits(card.number);
  const expiry = readExpiry(card.expiry);
  if (digits.length < NUMBER_DIGITS.min || !passesLuhn(digits)) {
    faults.push({ fieldId: cardIds.cardNumber, message: w.number });
  }
  if (expiry === undefined) faults.push({ fieldId: cardIds.expiry, message: w.expiry });
  else if (isPast(expiry, nowMs)) faults.push({ fieldId: cardIds.expiry, message: w.expiryPast });
  if (!/^\d{3,4}$/.test(card.cvc.trim())) faults.push({ fieldId: cardIds.cvc, message: w.cvc });
  return faults;
}

/** Any month to come for a test card, `MM/YY`. */
export function futureExpiry(nowMs: number): string {
  const now = new Date(nowMs);
  const month = String(now.getUTCMonth() + 1).padStart(2, '0');
  return `${month}/${String(now.getUTCFullYear() + 3).slice(-2)}`;
}
