import type { Tx } from '../../../platform/database/database.ts';
import { firstOffers } from '../rules/first-offers.ts';
import { insertMissingOffers } from '../sql/offers.ts';

/** Gives a shop its first offers, Solo, Duo and Famille, where it lacks them. */
export async function ensureOffers(tx: Tx): Promise<void> {
  await insertMissingOffers(tx, firstOffers);
}
