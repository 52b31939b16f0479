import { unitPriceCents } from '@og-tickets/contract/rules/pricing.ts';
import type { SaleTerms } from '../sale-terms.ts';
import { categoryKey, isOnSale, type KeptSession } from './catalogue.ts';
import type { CatalogueKeeper } from './catalogue-keeper.ts';

/** Terms with the window of the sale, for whoever decides later: times in milliseconds since the Unix epoch. */
export interface KeptSaleTerms extends SaleTerms {
  status: KeptSession['status'];
  startsAtMs: number;
  salesOpenAtMs: number | null;
  salesCloseAtMs: number | null;
}

type Wanted = ({ sessionCode: string } | { sessionId: number }) & { category: string; offer: string };

/**
 * On what terms one unit of an offer is sold, from memory: at most two seconds old, so that whoever takes places or money
 * checks again in the database. Null for what is unknown.
 */
export function saleTermsFromSnapshot(keeper: CatalogueKeeper, wanted: Wanted): KeptSaleTerms | null {
  const { catalogue } = keeper;
  const session =
    'sessionCode' in wanted ? catalogue.byCode.get(wanted.sessionCode) : catalogue.byId.get(wanted.sessionId);
  if (session === undefined) return null;
  const category = catalogue.categoryByKey.get(categoryKey(session.id, wanted.category));
  const offer = catalogue.offers.find((one) => one.code === wanted.offer);
  if (category === undefined || offer === undefined) return null;
  return {
    sessionId: session.id,
    sessionCode: session.code,
    category: category.category,
    offer: offer.code,
    offerNames: { fr: offer.name_fr, en: offer.name_en },
    places: offer.places,
    unitPriceCents: unitPriceCents(category.pricePerPlaceCents, {
      places: offer.places,
      discountPercent: offer.discount_percent,
    }),
    vatBasisPoints: session.vatBasisPoints,
    placesPerAccount: session.placesPerAccount,
    onSale: isOnSale(session, keeper.nowMs()),
    status: session.status,
    startsAtMs: session.startsAtMs,
    salesOpenAtMs: session.salesOpenAtMs,
    salesCloseAtMs: session.salesCloseAtMs,
  };
}

/** The same; what is unknown waits for one more look at the database before it is said to be. */
export async function findSaleTerms(keeper: CatalogueKeeper, wanted: Wanted): Promise<KeptSaleTerms | null> {
  const known = saleTermsFromSnapshot(keeper, wanted);
  if (known !== null) return known;
  await keeper.catchUp();
  return saleTermsFromSnapshot(keeper, wanted);
}
