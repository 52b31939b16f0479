import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { PlaceLimits, Usage } from '../rules.ts';
import { type HoldRef, isOneOf } from './free-holds.ts';
import type { Stock } from './locks.ts';

/** Who holds: an account, or a guest known by the cart. */
export interface Owner {
  cartId: string;
  accountId: string | null;
}

/** Places of an owner's live (not expired), claimed and sold holds. Decide on it only under the owner's lock. */
export async function readUsage(db: Db, owner: Owner): Promise<Usage> {
  const isOwners =
    owner.accountId === null ? sql`cart_id = ${owner.cartId}` : sql`account_id = ${owner.accountId}::uuid`;
  const { rows } = await sql<{ sessionId: number; places: number }>`
    SELECT session_id AS "sessionId", sum(places)::int AS places
    FROM inventory.holds
    WHERE ${isOwners} AND state <> 'freed' AND (state <> 'live' OR expires_at > now())
    GROUP BY session_id`.execute(db);
  return {
    inAll: rows.reduce((sum, row) => sum + row.places, 0),
    bySession: new Map(rows.map((row) => [row.sessionId, row.places])),
  };
}

/** The rows of inventory that these holds are of. */
export async function readStockOf(db: Db, holds: readonly HoldRef[]): Promise<Stock[]> {
  const { rows } = await sql<Stock>`
    SELECT DISTINCT session_id AS "sessionId", category FROM inventory.holds WHERE ${isOneOf(holds)}`.execute(db);
  return rows;
}

/** A hold of an order with what is needed to give it back or take it again. */
export interface OrderHold extends HoldRef, PlaceLimits {
  category: string;
  places: number;
  state: 'live' | 'claimed' | 'sold' | 'freed';
  cartId: string;
  accountId: string;
}

/** The holds that an order claimed, in any state. */
export async function readHoldsOfOrder(db: Db, orderId: string): Promise<OrderHold[]> {
  const { rows } = await sql<OrderHold>`
    SELECT session_id AS "sessionId", id AS "holdId", category, places, state, cart_id AS "cartId",
      account_id AS "accountId", limit_per_session AS "limitPerSession", limit_per_account AS "limitPerAccount"
    FROM inventory.holds
    WHERE order_id = ${orderId}
    ORDER BY id`.execute(db);
  return rows;
}

/** A hold of a guest that may pass to an account. */
export interface GuestHold extends HoldRef, PlaceLimits {
  category: string;
  places: number;
}

/** The live holds of a guest's cart that are not over, by id. */
export async function readGuestHolds(db: Db, cartId: string): Promise<GuestHold[]> {
  const { rows } = await sql<GuestHold>`
    SELECT session_id AS "sessionId", id AS "holdId", category, places,
      limit_per_session AS "limitPerSession", limit_per_account AS "limitPerAccount"
    FROM inventory.holds
    WHERE cart_id = ${cartId} AND account_id IS NULL AND state = 'live' AND expires_at > now()
    ORDER BY id`.execute(db);
  return rows;
}

/** Gives live holds to another cart and account. */
export async function moveHolds(tx: Tx, holds: readonly HoldRef[], to: Owner): Promise<void> {
  await sql`
    WITH moving AS (
      SELECT session_id, id FROM inventory.holds WHERE ${isOneOf(holds)} AND state = 'live' ORDER BY id FOR UPDATE
    )
    UPDATE inventory.holds AS h
    SET cart_id = ${to.cartId}, account_id = ${to.accountId}
    FROM moving
    WHERE h.session_id = moving.session_id AND h.id = moving.id`.execute(tx);
}

/** Turns those holds into an order's that are live, not over, and of this cart; returns them with their limits. */
export async function claimLive(
  tx: Tx,
  claim: { cartId: string; accountId: string; orderId: string; holds: readonly HoldRef[]; expiresAt: Date },
): Promise<(HoldRef & PlaceLimits)[]> {
  const { rows } = await sql<HoldRef & PlaceLimits>`
    WITH mine AS (
      SELECT session_id, id
      FROM inventory.holds
      WHERE ${isOneOf(claim.holds)} AND state = 'live' AND expires_at > now() AND cart_id = ${claim.cartId}
        AND (account_id IS NULL OR account_id = ${claim.accountId})
      ORDER BY id
      FOR UPDATE
    )
    UPDATE inventory.holds AS h
    SET state = 'claimed', order_id = ${claim.orderId}, account_id = ${claim.accountId}, expires_at = ${claim.expiresAt}
    FROM mine
    WHERE h.session_id = mine.session_id AND h.id = mine.id
    RETURNING h.session_id AS "sessionId", h.id AS "holdId",
      h.limit_per_session AS "limitPerSession", h.limit_per_account AS "limitPerAccount"`.execute(tx);
  return rows;
}

/** Turns an order's holds of one state into sold ones; returns how many. */
export async function sellHolds(tx: Tx, orderId: string, from: 'claimed' | 'freed'): Promise<number> {
  const { numAffectedRows } = await sql`
    WITH selling AS (
      SELECT session_id, id FROM inventory.holds WHERE order_id = ${orderId} AND state = ${from} ORDER BY id FOR UPDATE
    )
    UPDATE inventory.holds AS h
    SET state = 'sold'
    FROM selling
    WHERE h.session_id = selling.session_id AND h.id = selling.id`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Moves the deadline of a cart's live holds that are not over. */
export async function extendLive(tx: Tx, cartId: string, expiresAt: Date): Promise<void> {
  await sql`
    WITH extending AS (
      SELECT session_id, id
      FROM inventory.holds
      WHERE cart_id = ${cartId} AND state = 'live' AND expires_at > now()
      ORDER BY id
      FOR UPDATE
    )
    UPDATE inventory.holds AS h
    SET expires_at = ${expiresAt}
    FROM extending
    WHERE h.session_id = extending.session_id AND h.id = extending.id`.execute(tx);
}

/** The deadlines of a cart's live holds that are not over, by hold. */
export async function readLive(db: Db, cartId: string): Promise<Map<string, { expiresAt: Date }>> {
  const { rows } = await sql<{ id: string; expiresAt: Date }>`
    SELECT id, expires_at AS "expiresAt"
    FROM inventory.holds
    WHERE cart_id = ${cartId} AND state = 'live' AND expires_at > now()`.execute(db);
  return new Map(rows.map((row) => [row.id, { expiresAt: row.expiresAt }]));
}
