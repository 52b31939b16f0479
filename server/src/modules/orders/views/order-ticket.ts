import { money } from '@og-tickets/contract/money.ts';
import type { OrderTicket } from '@og-tickets/contract/orders.ts';
import type { LineRow } from '../sql/lines.ts';
import type { JudgedTicket } from './judged-tickets.ts';

/** A ticket as its order shows it. Of one that was given away nothing is told but that. */
export function toOrderTicket({ ticket, bar }: JudgedTicket, line: LineRow, buyerId: string): OrderTicket {
  return {
    id: ticket.id,
    line: ticket.line,
    price: money(line.unit_price_cents),
    places: ticket.places,
    status: ticket.status,
    given: ticket.accountId !== buyerId,
    bar,
  };
}
