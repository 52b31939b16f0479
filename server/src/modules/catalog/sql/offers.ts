import type { Db, Tx } from '../../../platform/database/database.ts';
import type { OfferValues } from '../rules/first-offers.ts';

/** Every offer, in the order in which a page shows them. */
export function readOffers(db: Db): Promise<OfferValues[]> {
  return db
    .selectFrom('catalog.offers')
    .select([
      'code',
      'name_fr',
      'name_en',
      'description_fr',
      'description_en',
      'places',
      'discount_percent',
      'position',
    ])
    .orderBy('position')
    .orderBy('code')
    .execute();
}

/** Adds the offers whose code is new; an offer that exists stays as it is. */
export async function insertMissingOffers(tx: Tx, offers: readonly OfferValues[]): Promise<void> {
  await tx
    .insertInto('catalog.offers')
    .values([...offers])
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute();
}
