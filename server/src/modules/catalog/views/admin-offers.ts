import type { AdminOffer, OfferFields } from '@og-tickets/contract/catalog-admin.ts';
import type { Db } from '../../../platform/database/database.ts';
import type { OfferValues } from '../rules/first-offers.ts';
import { findOffers } from '../sql/edited-offers.ts';

/** What is edited of an offer. */
export function offerFieldsOf(row: OfferValues): OfferFields {
  return {
    name: { fr: row.name_fr, en: row.name_en },
    description: { fr: row.description_fr, en: row.description_en },
    places: row.places,
    discountPercent: row.discount_percent,
    position: row.position,
  };
}

/** Offers with what was sold of each; all, or the one of a code. */
export async function adminOffers(db: Db, code: string | null = null): Promise<AdminOffer[]> {
  return (await findOffers(db, code)).map((row) => ({
    code: row.code,
    version: row.version,
    ...offerFieldsOf(row),
    inCarts: row.inCarts,
    sold: row.sold,
    revenueCents: row.revenueCents,
    used: row.used,
  }));
}
