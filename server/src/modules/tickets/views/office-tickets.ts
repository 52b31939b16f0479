import type { OfficeTicket } from '@og-tickets/contract/office-orders.ts';
import type { Platform } from '../../../platform/platform.ts';
import { findOfficeTickets } from '../sql/office-tickets.ts';
import { holderNameOf } from './holder-name.ts';

/** What an admin sees of a ticket besides what its order shows. */
export type TicketBesides = Pick<OfficeTicket, 'holders' | 'entries' | 'inside' | 'firstEntry'> & { accountId: string };

/** Names, entries and owner of the tickets of an order, by ticket. */
export async function ticketsForOffice(
  shop: Pick<Platform, 'db' | 'keys' | 'log'>,
  orderId: string,
): Promise<Map<string, TicketBesides>> {
  const rows = await findOfficeTickets(shop.db, orderId);
  return new Map(
    rows.map((row) => {
      const { id, accountId, entries, exits, firstEntryAt, firstEntryGate: gate } = row;
      const firstEntry = firstEntryAt === null ? null : { at: firstEntryAt.toISOString(), gate };
      return [id, { holders: holderNameOf(shop, row), accountId, entries, inside: entries - exits, firstEntry }];
    }),
  );
}
