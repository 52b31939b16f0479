import { limits } from '@og-tickets/contract/limits.ts';

/** What bounds the quantity of an offer. */
export interface Bounds {
  /** Places that one unit of the offer admits. */
  placesEach: number;
  /** Places left in the category. */
  remaining: number;
  /** Places that one person may have of the session. */
  placesPerAccount: number;
  /** Places of the session that are held in the cart already. */
  placesInCart: number;
  /** Units of the same offer in the same category that are in the cart already. */
  unitsInCart: number;
}

/** Why there cannot be more: places left, the limit per person, or the limit of one line. */
export type BoundReason = 'limit' | 'remaining' | 'line';

/** How many units can be added now, 0 or more, and what stops there. The server has the last word. */
export function mostUnits(bounds: Bounds): { max: number; reason: BoundReason } {
  const units = (places: number) => Math.max(0, Math.floor(places / bounds.placesEach));
  const candidates: { max: number; reason: BoundReason }[] = [
    { max: units(bounds.placesPerAccount - bounds.placesInCart), reason: 'limit' },
    { max: units(bounds.remaining), reason: 'remaining' },
    { max: Math.max(0, limits.quantityPerLine - bounds.unitsInCart), reason: 'line' },
  ];
  return candidates.reduce((least, candidate) => (candidate.max < least.max ? candidate : least));
}
