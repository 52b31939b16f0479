/** What decides the price of one unit of an offer in a category. */
export interface PricedOffer {
  /** Places that one unit of the offer admits. */
  places: number;
  /** Whole percent off, 0 to 100. */
  discountPercent: number;
}

/**
 * Price in cents of one unit of an offer: price of a place x places x (1 - discount), rounded half up to the cent.
 * Works on integers only, so that the result is exact. Throws a RangeError for values no catalogue can hold.
 */
export function unitPriceCents(pricePerPlaceCents: number, offer: PricedOffer): number {
  const { places, discountPercent } = offer;
  if (!Number.isSafeInteger(pricePerPlaceCents) || pricePerPlaceCents < 0) throw new RangeError('price per place');
  if (!Number.isSafeInteger(places) || places < 1) throw new RangeError('places');
  if (!Number.isInteger(discountPercent) || discountPercent < 0 || discountPercent > 100)
    throw new RangeError('discount');
  return Math.floor((pricePerPlaceCents * places * (100 - discountPercent) + 50) / 100);
}

/**
 * The VAT contained in an amount that includes it, in cents, rounded half up.
 * `vatBasisPoints` is the rate in hundredths of a percent (5.5 % is 550).
 */
export function includedVatCents(amountCents: number, vatBasisPoints: number): number {
  const divisor = 10_000 + vatBasisPoints;
  return Math.floor((2 * amountCents * vatBasisPoints + divisor) / (2 * divisor));
}
