import type { Db } from '../../../platform/database/database.ts';
import { selectTicketForScan, type TicketForScan } from '../sql/entries.ts';

/** What a gate needs to know of a ticket, whatever its state; null when there is no such ticket. */
export async function findForScan(db: Db, ticketId: string): Promise<TicketForScan | null> {
  return (await selectTicketForScan(db, ticketId)) ?? null;
}
