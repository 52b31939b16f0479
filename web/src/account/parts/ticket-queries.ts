import { listTickets, readTicket, readTicketCode } from '@og-tickets/contract/tickets.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';

/** While a ticket is in sight its state is asked for this often: at the gate it changes under the holder's eyes. */
const WATCH_MS = 20_000;

/** All tickets of the account, or those of one order. */
export function ticketsQuery(order?: string) {
  return queryOptions({
    queryKey: ['tickets', order ?? 'all'],
    queryFn: ({ signal }) => call(listTickets, { query: order === undefined ? {} : { order }, signal }),
    staleTime: 0,
  });
}

/** One ticket, kept up to date while it is shown and whenever its page comes back into sight. */
export function ticketQuery(id: string) {
  return queryOptions({
    queryKey: ['ticket', id],
    queryFn: ({ signal }) => call(readTicket, { params: { id }, signal }),
    staleTime: 0,
    refetchInterval: WATCH_MS,
  });
}

/** While a code is in sight, codes for four more hours are asked for this often: each costs the server milliseconds. */
const RENEW_MS = 1_800_000;

/** What a ticket's QR code is drawn from, another with each generation of the ticket. */
export function ticketCodeQuery(id: string, generation: number) {
  return queryOptions({
    queryKey: ['ticket-code', id, generation],
    queryFn: ({ signal }) => call(readTicketCode, { params: { id }, signal }),
    staleTime: RENEW_MS,
    refetchInterval: RENEW_MS,
  });
}
