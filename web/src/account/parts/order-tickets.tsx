import type { Order, OrderTicket } from '@og-tickets/contract/orders.ts';
import { isTakenBack } from '@og-tickets/contract/rules/cancellation.ts';
import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { Link } from '@tanstack/react-router';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Money } from '../../ui/format.tsx';
import { accountWords } from '../../words/account.ts';
import { useWords } from '../../words/book.ts';
import { orderWords } from '../../words/order.ts';
import { shortNumber } from './ticket-number.ts';
import { TICKET_LOOKS } from './ticket-status.tsx';

/** Every ticket that an order brought, with what became of it. Nothing before there are any. */
export function OrderTickets({ order }: { order: Pick<Order, 'lines' | 'tickets' | 'ticketIds'> }) {
  const w = useWords(orderWords).page;
  if (order.tickets.length === 0) return null;
  return (
    <Card as="section" labelledBy="billets">
      <h2 id="billets" className="heading text-24">
        {w.tickets}
      </h2>
      <ul className="mt-3 divide-y divide-line border-t border-line">
        {order.tickets.map((ticket) => {
          const line = order.lines.find(({ position }) => position === ticket.line);
          const own = order.ticketIds.includes(ticket.id);
          return line === undefined ? null : <TicketOfOrder key={ticket.id} {...{ ticket, line, own }} />;
        })}
      </ul>
    </Card>
  );
}

interface TicketOfOrderProps {
  ticket: OrderTicket;
  line: Order['lines'][number];
  /** The buyer has it and can open it. */
  own: boolean;
}

function TicketOfOrder({ ticket, line, own }: TicketOfOrderProps) {
  const w = useWords(orderWords);
  const account = useWords(accountWords);
  const struck = isTakenBack(ticket.status) ? 'line-through text-muted' : '';
  const title = sessionName(line.summary);
  return (
    <li className="flex items-start justify-between gap-4 py-3">
      <div className="flex min-w-0 flex-col items-start gap-1">
        <p className={`font-semibold ${struck}`}>{title}</p>
        <p className={`text-16 text-muted ${struck}`}>
          {line.offerName}, {w.cancel.category(line.category)} · {account.tickets.places(ticket.places)} ·{' '}
          <span className="code">{shortNumber(ticket.id)}</span>
        </p>
        {ticket.given && !isTakenBack(ticket.status) ? (
          <Badge icon="arrowRight">{w.page.given}</Badge>
        ) : (
          <Badge {...TICKET_LOOKS[ticket.status]}>{account.ticket.states[ticket.status]}</Badge>
        )}
      </div>
      <div className="flex shrink-0 flex-col items-end">
        <span className={struck}>
          <Money amount={ticket.price} />
        </span>
        {own ? (
          <Link
            to="/billets/$ticketId"
            params={{ ticketId: ticket.id }}
            aria-label={w.page.ticketOpenOf(line.offerName, title)}
            className="link inline-flex min-h-11 items-center font-semibold"
          >
            {w.page.ticketOpen}
          </Link>
        ) : null}
      </div>
    </li>
  );
}
