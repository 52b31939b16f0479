import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { brokenLimit } from '../rules.ts';
import { freeExpiredIn, freeLive } from '../sql/free-holds.ts';
import { readStockOf, readUsage } from '../sql/holds.ts';
import { lockOwners, lockStock } from '../sql/locks.ts';
import { type NewHold, type TakePlaces, takePlacesGuarded } from '../sql/stock.ts';

/** What to hold: places, never units of an offer. */
export interface HoldRequest extends Omit<NewHold, 'holdId'> {
  /** Holds of the same owner in the same session that this one replaces: given back first, kept on refusal. */
  insteadOf?: readonly string[];
}

export type HoldPlaces = (tx: Tx, request: HoldRequest) => Promise<{ holdId: string } | Refusal>;

/** Makes `holdPlaces` with another way of taking places; everything around it stays the same. */
export function createHoldPlaces(takePlaces: TakePlaces): HoldPlaces {
  return async (tx, { insteadOf = [], ...request }) => {
    await lockOwners(tx, [request.accountId ?? request.cartId]);
    if (insteadOf.length === 0) return holdWithin(tx, request, takePlaces);
    await sql`SAVEPOINT replaced_holds`.execute(tx);
    const replaced = insteadOf.map((holdId) => ({ sessionId: request.sessionId, holdId }));
    await lockStock(tx, [request, ...(await readStockOf(tx, replaced))]);
    await freeLive(tx, replaced);
    const held = await holdWithin(tx, request, takePlaces);
    if (isRefusal(held)) await sql`ROLLBACK TO SAVEPOINT replaced_holds`.execute(tx);
    return held;
  };
}

async function holdWithin(
  tx: Tx,
  request: Omit<NewHold, 'holdId'>,
  takePlaces: TakePlaces,
): Promise<{ holdId: string } | Refusal> {
  const broken = brokenLimit(await readUsage(tx, request), request.sessionId, request.places, request);
  if (broken !== null) return refuse(broken);
  const hold = { ...request, holdId: uuidv7() };
  if (await takePlaces(tx, hold)) return { holdId: hold.holdId };
  // Places of carts whose time is over may still be counted as taken: they go to who needs them now.
  await lockStock(tx, [request]);
  if ((await freeExpiredIn(tx, [request])) > 0 && (await takePlaces(tx, hold))) return { holdId: hold.holdId };
  return refuse('capacity_exhausted');
}

/**
 * Holds places until `expiresAt`, all or nothing. Refuses with limit_per_session or limit_per_account (places of the owner's
 * live, claimed and sold holds together), then with capacity_exhausted, also where the category does not exist.
 */
export const holdPlaces: HoldPlaces = createHoldPlaces(takePlacesGuarded);
