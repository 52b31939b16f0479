import type { Locale } from '@og-tickets/contract/common.ts';
import type { FieldFault } from '../../../platform/http/refusal.ts';

/** Says of each category how many places are sold and held, and so how many it must keep. */
export function takenFaults(
  short: readonly { category: string; taken: number }[],
  known: readonly { category: string; held: number }[],
  locale: Locale,
): FieldFault[] {
  return short.map(({ category, taken }) => {
    const held = Math.min(taken, known.find((one) => one.category === category)?.held ?? 0);
    const sold = taken - held;
    const message =
      locale === 'en'
        ? `${sold} sold and ${held} held: keep at least ${taken} places.`
        : `Vendues\u202f: ${sold}, réservées\u202f: ${held}. Gardez au moins ${taken} places.`;
    return { field: `body.changes.categories.${category}.capacity`, message };
  });
}
