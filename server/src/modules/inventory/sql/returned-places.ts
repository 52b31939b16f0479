import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { HoldRef } from './free-holds.ts';

/** Sold places of a ticket that is taken back, and the hold that they were sold by. */
export interface ReturnedTicket extends HoldRef {
  ticketId: string;
  places: number;
}

/** Writes down whose places come back; gives those that had not come back before. */
export async function insertReturned(tx: Tx, tickets: readonly ReturnedTicket[]): Promise<ReturnedTicket[]> {
  const { rows } = await sql<ReturnedTicket>`
    INSERT INTO inventory.returned_places (ticket_id, session_id, hold_id, places)
    SELECT * FROM unnest(
      ${tickets.map((ticket) => ticket.ticketId)}::uuid[],
      ${tickets.map((ticket) => ticket.sessionId)}::int[],
      ${tickets.map((ticket) => ticket.holdId)}::uuid[],
      ${tickets.map((ticket) => ticket.places)}::int[])
    ON CONFLICT (ticket_id) DO NOTHING
    RETURNING ticket_id AS "ticketId", session_id AS "sessionId", hold_id AS "holdId", places`.execute(tx);
  return rows;
}

/**
 * Makes sold holds smaller, or freed where nothing of them is left, and gives the places back to their stock, whose rows
 * must be locked. Returns the places that came back. A hold that is not sold, or smaller, gives nothing or violates a CHECK.
 */
export async function shrinkSold(tx: Tx, parts: readonly (HoldRef & { places: number })[]): Promise<number> {
  const { rows } = await sql<{ places: number }>`
    WITH part AS (
      SELECT * FROM unnest(
        ${parts.map((part) => part.sessionId)}::int[],
        ${parts.map((part) => part.holdId)}::uuid[],
        ${parts.map((part) => part.places)}::int[]) AS given (session_id, id, places)
    ), sold AS (
      SELECT h.session_id, h.id, h.places AS before, part.places AS back
      FROM inventory.holds AS h JOIN part USING (session_id, id)
      WHERE h.state = 'sold'
      ORDER BY h.id
      FOR UPDATE OF h
    ), shrunk AS (
      UPDATE inventory.holds AS h
      SET state = CASE WHEN sold.before = sold.back THEN 'freed' ELSE h.state END,
          places = CASE WHEN sold.before = sold.back THEN h.places ELSE h.places - sold.back END
      FROM sold
      WHERE h.session_id = sold.session_id AND h.id = sold.id
      RETURNING h.session_id, h.category, sold.back
    ), sums AS (
      SELECT session_id, category, sum(back)::int AS places FROM shrunk GROUP BY session_id, category
    )
    UPDATE inventory.inventory AS i
    SET taken = i.taken - sums.places
    FROM sums
    WHERE i.session_id = sums.session_id AND i.category = sums.category
    RETURNING sums.places`.execute(tx);
  return rows.reduce((sum, row) => sum + row.places, 0);
}

/** What carts keep of a session. */
export async function readLiveOfSession(db: Db, sessionId: number): Promise<HoldRef[]> {
  const { rows } = await sql<HoldRef>`
    SELECT session_id AS "sessionId", id AS "holdId"
    FROM inventory.holds
    WHERE session_id = ${sessionId} AND state = 'live'`.execute(db);
  return rows;
}
