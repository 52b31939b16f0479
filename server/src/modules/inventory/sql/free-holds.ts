import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { Stock } from './locks.ts';

/** Names one hold. */
export interface HoldRef {
  sessionId: number;
  holdId: string;
}

/** True for the holds of a list, in a query on inventory.holds. */
export function isOneOf(holds: readonly HoldRef[]): RawBuilder<boolean> {
  return sql<boolean>`(session_id, id) IN (
    SELECT * FROM unnest(${holds.map((hold) => hold.sessionId)}::int[], ${holds.map((hold) => hold.holdId)}::uuid[])
  )`;
}

/**
 * Gives the places of the chosen holds back: `taken` falls by exactly what turns from held to freed in this statement.
 * The rows of inventory must be locked. Waits for holds that are locked, unless told to leave them. Returns the number of
 * holds freed.
 */
async function free(tx: Tx, chosen: RawBuilder<boolean>, locked = sql``): Promise<number> {
  const { rows } = await sql<{ holds: number }>`
    WITH ending AS (
      SELECT session_id, id FROM inventory.holds WHERE ${chosen} ORDER BY id FOR UPDATE ${locked}
    ), freed AS (
      UPDATE inventory.holds AS h
      SET state = 'freed'
      FROM ending
      WHERE h.session_id = ending.session_id AND h.id = ending.id
      RETURNING h.session_id, h.category, h.places
    ), back AS (
      SELECT session_id, category, sum(places)::int AS places, count(*)::int AS holds
      FROM freed
      GROUP BY session_id, category
    )
    UPDATE inventory.inventory AS i
    SET taken = i.taken - back.places
    FROM back
    WHERE i.session_id = back.session_id AND i.category = back.category
    RETURNING back.holds`.execute(tx);
  return rows.reduce((sum, row) => sum + row.holds, 0);
}

const isOver = sql<boolean>`state = 'live' AND expires_at <= now()`;
/**
 * A hold that somebody has locked is being claimed or extended by a transaction that began before its deadline. Whoever
 * frees overdue holds keeps many others waiting for the stock, so it takes what is free to take and waits for nobody.
 */
const leaveLocked = sql`SKIP LOCKED`;

/** Frees those of the holds that are in a cart. */
export function freeLive(tx: Tx, holds: readonly HoldRef[]): Promise<number> {
  return free(tx, sql<boolean>`${isOneOf(holds)} AND state = 'live'`);
}

/** Frees those of the holds that are in a cart and whose time is over. */
export function freeExpired(tx: Tx, holds: readonly HoldRef[]): Promise<number> {
  return free(tx, sql<boolean>`${isOneOf(holds)} AND ${isOver}`, leaveLocked);
}

/** Frees the holds whose time is over in these rows of inventory. */
export function freeExpiredIn(tx: Tx, stock: readonly Stock[]): Promise<number> {
  return free(
    tx,
    sql<boolean>`(session_id, category) IN (
      SELECT * FROM unnest(${stock.map((row) => row.sessionId)}::int[], ${stock.map((row) => row.category)}::text[])
    ) AND ${isOver}`,
    leaveLocked,
  );
}

/** Frees what an order claimed and has not paid. */
export function freeClaimed(tx: Tx, orderId: string): Promise<number> {
  return free(tx, sql<boolean>`order_id = ${orderId} AND state = 'claimed'`);
}

/** Makes a live hold smaller and gives the difference back; false when it is not live or not larger. Lock its stock first. */
export async function shrinkLive(tx: Tx, hold: HoldRef & { places: number }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    WITH larger AS (
      SELECT session_id, id, category, places
      FROM inventory.holds
      WHERE session_id = ${hold.sessionId} AND id = ${hold.holdId} AND state = 'live' AND expires_at > now()
        AND places > ${hold.places}
      FOR UPDATE
    ), shrunk AS (
      UPDATE inventory.holds AS h
      SET places = ${hold.places}
      FROM larger
      WHERE h.session_id = larger.session_id AND h.id = larger.id
      RETURNING h.session_id, h.category, larger.places - h.places AS back
    )
    UPDATE inventory.inventory AS i
    SET taken = i.taken - shrunk.back
    FROM shrunk
    WHERE i.session_id = shrunk.session_id AND i.category = shrunk.category`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** The holds in carts whose time was over first. */
export async function readExpired(db: Db, limit: number): Promise<HoldRef[]> {
  const { rows } = await sql<HoldRef>`
    SELECT session_id AS "sessionId", id AS "holdId"
    FROM inventory.holds
    WHERE state = 'live' AND expires_at <= now()
    ORDER BY expires_at
    LIMIT ${limit}`.execute(db);
  return rows;
}
