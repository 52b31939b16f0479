import type { RefusalCode } from '@og-tickets/contract/refusals.ts';
import { type RawBuilder, sql } from 'kysely';
import { plainArray } from '../../../platform/database/array-text.ts';
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

/** A hold that was refused. */
export interface RefusedHold {
  /** Its place among the holds asked for, from 1. */
  n: number;
  verdict: HoldRefusal;
  /** Places that were left for a request that found too few; null for the others. */
  free: number | null;
}

/** The arguments of `inventory.hold_places` for these holds, in this order. */
export function holdArguments(holds: readonly NewHold[]): RawBuilder<unknown> {
  const stock = new Map<string, { at: number; sessionId: number; category: string }>();
  const stockOf = holds.map(({ sessionId, category }) => {
    const key = `${sessionId} ${category}`;
    const known = stock.get(key) ?? { at: stock.size + 1, sessionId, category };
    stock.set(key, known);
    return known.at;
  });
  const rows = [...stock.values()];
  const replaced = holds.flatMap(({ insteadOf }, index) => insteadOf.map((id) => ({ id, by: index + 1 })));
  return sql`
    ${plainArray(rows.map((row) => row.sessionId))}::int[],
    ${rows.map((row) => row.category)}::text[],
    ${plainArray(stockOf)}::int[],
    ${plainArray(holds.map((hold) => hold.places))}::int[],
    ${plainArray(holds.map((hold) => hold.holdId))}::uuid[],
    ${plainArray(holds.map((hold) => hold.cartId))}::uuid[],
    ${plainArray(holds.map((hold) => hold.accountId))}::uuid[],
    ${plainArray(holds.map((hold) => hold.expiresAt.toISOString()))}::timestamptz[],
    ${plainArray(holds.map((hold) => hold.limitPerSession))}::int[],
    ${plainArray(holds.map((hold) => hold.limitPerAccount))}::int[],
    ${plainArray(replaced.map(({ id }) => id))}::uuid[],
    ${plainArray(replaced.map(({ by }) => by))}::int[]`;
}

/**
 * Decides holds in the given order, one of each owner at most, and writes those that are granted: one call of the function
 * `inventory.hold_places`, where the guard stands. Returns those that are refused.
 */
export async function decideHolds(tx: Tx, holds: readonly NewHold[]): Promise<RefusedHold[]> {
  const { rows } = await sql<RefusedHold>`${prepared}
    SELECT n, verdict, free FROM inventory.hold_places(${holdArguments(holds)})`.execute(tx);
  return rows;
}
