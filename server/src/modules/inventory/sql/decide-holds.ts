import type { RefusalCode } from '@og-tickets/contract/refusals.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Stock } from './locks.ts';

/** A hold to be made. */
export interface NewHold extends Stock {
  holdId: string;
  places: number;
  cartId: string;
  /** null: the cart of a guest. */
  accountId: string | null;
  expiresAt: Date;
  /** The limits it is taken under; they are checked again when the hold changes hands. */
  limitPerSession: number;
  limitPerAccount: number;
  /** Live holds of the same owner and session that this one replaces: given back with it, kept on refusal. */
  insteadOf: readonly string[];
}

/** Why there is no hold. */
export type HoldRefusal = Extract<RefusalCode, 'limit_per_session' | 'limit_per_account' | 'capacity_exhausted'>;

export interface HoldDecision {
  verdict: 'held' | HoldRefusal;
  /** Places that were left for a request that found too few; null for the others. */
  free: number | null;
}

/**
 * Decides holds in the given order, one of each owner at most, and writes those that are granted: one call of the function
 * `inventory.hold_places`, where the guard stands. A verdict for each, in the same order.
 */
export async function decideHolds(tx: Tx, holds: readonly NewHold[]): Promise<HoldDecision[]> {
  const requests = holds.map((hold, index) => ({
    n: index + 1,
    session_id: hold.sessionId,
    category: hold.category,
    places: hold.places,
    hold_id: hold.holdId,
    cart_id: hold.cartId,
    account_id: hold.accountId,
    expires_at: hold.expiresAt,
    limit_per_session: hold.limitPerSession,
    limit_per_account: hold.limitPerAccount,
    instead_of: hold.insteadOf.length === 0 ? null : hold.insteadOf,
  }));
  const { rows } = await sql<HoldDecision>`${prepared}
    SELECT verdict, free FROM inventory.hold_places(${JSON.stringify(requests)}::json)`.execute(tx);
  return rows;
}
