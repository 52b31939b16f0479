import type { listOffers as endpoint } from '@og-tickets/contract/catalog.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import type { Db } from '../../../platform/database/database.ts';
import { readOffers } from '../sql/offers.ts';
import type { Catalogue } from './snapshot/catalogue.ts';

/** Every offer in one language. */
export function listOffers({ offers }: Catalogue, locale: Locale): ReplyBodyOf<typeof endpoint> {
  return offers.map((offer) => ({
    code: offer.code,
    name: offer[`name_${locale}`],
    places: offer.places,
    discountPercent: offer.discount_percent,
    description: offer[`description_${locale}`],
  }));
}

/** Names of the offers by code, in one language. */
export async function offerNames(db: Db, locale: Locale): Promise<Map<string, string>> {
  return new Map((await readOffers(db)).map((offer) => [offer.code, offer[`name_${locale}`]]));
}

/** What an offer of so many places is called, in one language, by the first of that many. */
export async function offersByPlaces(db: Db, locale: Locale): Promise<{ places: number; name: string }[]> {
  const offers = await readOffers(db);
  const names = new Map(offers.toReversed().map((offer) => [offer.places, offer[`name_${locale}`]]));
  return [...names].map(([places, name]) => ({ places, name })).toSorted((a, b) => a.places - b.places);
}
