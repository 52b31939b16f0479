import { unitPriceCents } from '@og-tickets/contract/rules/pricing.ts';

/**
 * Price in cents of one unit of an offer in a category: the tariff set by hand where there is one, else worked out from the
 * price of a place. Null where the offer is not sold.
 */
export function offeredUnitPriceCents(
  category: { pricePerPlaceCents: number; tariffs: Readonly<Record<string, number | null>> },
  offer: { code: string; places: number; discount_percent: number },
): number | null {
  const own = Object.hasOwn(category.tariffs, offer.code) ? category.tariffs[offer.code] : undefined;
  if (own !== undefined) return own;
  return unitPriceCents(category.pricePerPlaceCents, { places: offer.places, discountPercent: offer.discount_percent });
}
