import type { Tx } from '../../../platform/database/database.ts';
import { lockScannedTickets, type ScannedTicket } from '../sql/passages.ts';

/** Keeps tickets as they are until the transaction ends, and says how that is; unknown ids are left out. */
export async function holdScannedTickets(tx: Tx, ticketIds: readonly string[]): Promise<Map<string, ScannedTicket>> {
  const tickets = ticketIds.length === 0 ? [] : await lockScannedTickets(tx, ticketIds);
  return new Map(tickets.map((ticket) => [ticket.id, ticket]));
}
