import type { Locale } from '@og-tickets/contract/common.ts';
import { type Refusal, refuse } from '../../platform/http/refusal.ts';
import { daysIn, type Period } from './rules/report-period.ts';

/** Days that a report goes through one by one. */
export const mostDays = 400;

const wrongPeriod = {
  fr: 'La fin est avant le début.',
  en: 'The end is before the beginning.',
};
const longPeriod = {
  fr: `Choisissez ${mostDays} jours au plus.`,
  en: `Choose ${mostDays} days at most.`,
};

/** Why a period cannot be reported, said of the field with its end; null when it can. */
export function periodFault(
  period: Period,
  { field = 'query.to', locale, most = Number.POSITIVE_INFINITY }: { field?: string; locale: Locale; most?: number },
): Refusal | null {
  const days = daysIn(period);
  const message = days < 1 ? wrongPeriod[locale] : days > most ? longPeriod[locale] : null;
  return message === null ? null : refuse('invalid_request', { fields: [{ field, message }] });
}
