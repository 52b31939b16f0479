import type { Tx } from '../../../platform/database/database.ts';
import { notePlacesBack } from '../sold-out.ts';
import { readStockOf } from '../sql/holds.ts';
import { lockStock } from '../sql/locks.ts';
import { insertReturned, type ReturnedTicket, shrinkSold } from '../sql/returned-places.ts';

/**
 * Gives the sold places of tickets back, of each ticket once however often it is asked; the rest of their holds stays sold.
 * Returns the places that came back now. Throws when a ticket's hold does not hold its places any more: a bug, and nothing
 * may be committed. The order must be locked.
 */
export async function returnPlaces(tx: Tx, tickets: readonly ReturnedTicket[]): Promise<number> {
  if (tickets.length === 0) return 0;
  await lockStock(tx, await readStockOf(tx, tickets));
  const returned = await insertReturned(tx, tickets);
  if (returned.length === 0) return 0;
  const wanted = returned.reduce((sum, ticket) => sum + ticket.places, 0);
  const parts = Map.groupBy(returned, (ticket) => `${ticket.sessionId} ${ticket.holdId}`);
  const came = await shrinkSold(
    tx,
    [...parts.values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [{ ...first, places: others.reduce((sum, one) => sum + one.places, first.places) }],
    ),
  );
  if (came !== wanted) throw new Error(`${came} places came back instead of ${wanted}`);
  notePlacesBack(returned);
  return came;
}
