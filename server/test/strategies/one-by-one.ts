import { limits } from '@og-tickets/contract/limits.ts';
import { openOrMakeCart } from '../../src/modules/carts/actions/open-cart.ts';
import type { AddLine, LineWish } from '../../src/modules/carts/index.ts';
import { type CartOwner, newPeriod } from '../../src/modules/carts/rules.ts';
import { writePeriod } from '../../src/modules/carts/sql/carts.ts';
import { insertLine, updateLine } from '../../src/modules/carts/sql/lines.ts';
import { readCartView } from '../../src/modules/carts/views/cart.ts';
import { readSaleTerms, saleKey } from '../../src/modules/catalog/index.ts';
import type { HoldRequest } from '../../src/modules/inventory/index.ts';
import { brokenLimit } from '../../src/modules/inventory/rules.ts';
import { freeExpiredIn, freeLive } from '../../src/modules/inventory/sql/free-holds.ts';
import { readUsage } from '../../src/modules/inventory/sql/holds.ts';
import { lockOwners, lockStock } from '../../src/modules/inventory/sql/locks.ts';
import { type Tx, withTx } from '../../src/platform/database/database.ts';
import { claimKey, keepReply } from '../../src/platform/http/idempotency.ts';
import { isRefusal, type Refusal, refuse } from '../../src/platform/http/refusal.ts';
import { jsonType } from '../../src/platform/http/server.ts';
import { uuidv7 } from '../../src/platform/keys/random.ts';
import type { Platform } from '../../src/platform/platform.ts';
import type { TakePlaces } from './take-places.ts';

/** Holds places as a program does that decides by itself: a statement for each thought, one buyer at a time. */
export function createHoldPlaces(takePlaces: TakePlaces) {
  return async (tx: Tx, request: HoldRequest): Promise<{ holdId: string } | Refusal> => {
    const { insteadOf = [], ...hold } = { ...request, holdId: uuidv7() };
    await lockOwners(tx, [hold.accountId ?? hold.cartId]);
    if (insteadOf.length > 0) {
      await lockStock(tx, [hold]);
      await freeLive(
        tx,
        insteadOf.map((holdId) => ({ sessionId: hold.sessionId, holdId })),
      );
    }
    const broken = brokenLimit(await readUsage(tx, hold), hold.sessionId, hold.places, hold);
    if (broken !== null) return refuse(broken);
    if (await takePlaces(tx, hold)) return { holdId: hold.holdId };
    if ((await freeExpiredIn(tx, [hold])) > 0 && (await takePlaces(tx, hold))) return { holdId: hold.holdId };
    return refuse('capacity_exhausted');
  };
}

/**
 * Adds a line as shops do that have no batches: a transaction a request with a statement for each step, the reply read
 * afterwards, the key claimed before and kept after. The benchmark's `naive`, and, without the lock, the proof's control.
 */
export function addLineOneByOne({ db }: Platform, takePlaces: TakePlaces): AddLine {
  const holdPlaces = createHoldPlaces(takePlaces);
  return async (wish) => {
    const { claim } = wish;
    const found = claim === null ? 'first' : await claimKey(db, claim);
    if (isRefusal(found)) return found;
    if (found !== 'first') return { reply: found, isFresh: wish.owner === null };
    const owner = wish.owner ?? ({ kind: 'guest', tokenHash: wish.freshTokenHash } as const);
    const refused = await withTx(db, (tx) => addLine(tx, holdPlaces, owner, wish));
    if (isRefusal(refused)) {
      if (claim !== null) await keepReply(db, claim, { status: 409, contentType: jsonType, body: Buffer.alloc(0) });
      return refused;
    }
    const body = await readCartView(db, owner, wish.locale);
    const isFresh = wish.owner === null;
    if (claim === null) return { reply: { body }, isFresh };
    const reply = { status: 201, contentType: jsonType, body: wish.serialize(body) };
    await keepReply(db, claim, reply);
    return { reply, isFresh };
  };
}

async function addLine(
  tx: Tx,
  holdPlaces: ReturnType<typeof createHoldPlaces>,
  owner: CartOwner,
  wish: LineWish,
): Promise<Refusal | null> {
  const terms = await readSaleTerms(tx, wish);
  if (terms === null) return refuse('not_found');
  if (!terms.onSale) return refuse('sales_closed');
  const cart = await openOrMakeCart(tx, owner);
  const line = cart.lines.find((other) => saleKey(other) === saleKey(terms));
  const quantity = (line?.quantity ?? 0) + wish.quantity;
  const period = cart.period ?? newPeriod(cart.now);
  const held = await holdPlaces(tx, {
    sessionId: terms.sessionId,
    category: terms.category,
    places: quantity * terms.places,
    cartId: cart.id,
    accountId: cart.accountId,
    expiresAt: period.expiresAt,
    limitPerSession: terms.placesPerAccount,
    limitPerAccount: limits.placesPerAccount,
    insteadOf: line === undefined ? [] : [line.holdId],
  });
  if (isRefusal(held)) return held;
  const { sessionId, category, offer, places: placesEach, unitPriceCents } = terms;
  const change = { quantity, placesEach, unitPriceCents, holdId: held.holdId };
  if (line !== undefined) await updateLine(tx, cart.id, line.id, change);
  else await insertLine(tx, cart.id, { id: uuidv7(), sessionId, category, offer, ...change });
  if (cart.period === null) await writePeriod(tx, cart.id, period);
  return null;
}
