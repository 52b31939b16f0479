import type { Locale } from '@og-tickets/contract/common.ts';
import { currency } from '@og-tickets/contract/money.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';

const words = {
  fr: { region: 'fr-FR', now: (amount: string) => `Le remboursement serait maintenant de ${amount}.` },
  en: { region: 'en-GB', now: (amount: string) => `The refund would now be ${amount}.` },
} as const;

/** The refusal of a refund that comes to another amount than the one that was shown, with the new one. */
export function amountChanged(amountCents: number, locale: Locale): Refusal {
  const { region, now } = words[locale];
  const amount = new Intl.NumberFormat(region, { style: 'currency', currency }).format(amountCents / 100);
  return refuse('refund_amount_changed', { fields: [{ field: 'body.expectedCents', message: now(amount) }] });
}
