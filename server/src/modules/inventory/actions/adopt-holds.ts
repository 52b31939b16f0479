import type { Tx } from '../../../platform/database/database.ts';
import { brokenLimit, withPlaces } from '../rules.ts';
import { notePlacesBack } from '../sold-out.ts';
import { freeLive } from '../sql/free-holds.ts';
import { type GuestHold, moveHolds, readGuestHolds, readUsage } from '../sql/holds.ts';
import { lockOwners, lockStock } from '../sql/locks.ts';

/**
 * Gives the live holds of a guest's cart to the cart of an account, each whole, in the order they were made, as far as the
 * account's limits allow; the others are given back. Returns the ids of those adopted. Afterwards the transaction has locked
 * both owners and the stock of all these holds, so that nobody else gets the places given back before it ends.
 */
export async function adoptHolds(
  tx: Tx,
  adoption: { cartId: string; intoCartId: string; accountId: string },
): Promise<Set<string>> {
  const { cartId, intoCartId, accountId } = adoption;
  await lockOwners(tx, [cartId, accountId]);
  await lockStock(tx, await readGuestHolds(tx, cartId));
  let usage = await readUsage(tx, { cartId: intoCartId, accountId });
  const adopted: GuestHold[] = [];
  const overLimit: GuestHold[] = [];
  for (const hold of await readGuestHolds(tx, cartId)) {
    const fits = brokenLimit(usage, hold.sessionId, hold.places, hold) === null;
    (fits ? adopted : overLimit).push(hold);
    if (fits) usage = withPlaces(usage, hold.sessionId, hold.places);
  }
  await freeLive(tx, overLimit);
  notePlacesBack(overLimit);
  await moveHolds(tx, adopted, { cartId: intoCartId, accountId });
  return new Set(adopted.map((hold) => hold.holdId));
}
