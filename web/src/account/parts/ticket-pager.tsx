import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, type TouchEvent, useRef } from 'react';
import { ButtonLink } from '../../ui/button-link.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { ticketsQuery } from './ticket-queries.ts';

/** A finger that moved at least this far, and more across than down, turned to the next ticket. */
const SWIPE_PX = 60;

/** The tickets of one session as a group: buttons, and a swipe over the ticket, lead from one to the other. */
export function TicketPager({ ticket, children }: { ticket: Ticket; children: ReactNode }) {
  const w = useWords(accountWords).ticket;
  const { data } = useQuery(ticketsQuery());
  const navigate = useNavigate();
  const start = useRef<{ x: number; y: number }>(undefined);
  const group = data?.items.filter(({ session }) => session === ticket.session) ?? [];
  const at = group.findIndex(({ id }) => id === ticket.id);
  const before = group[at - 1];
  const after = group[at + 1];
  const onTouchEnd = (event: TouchEvent) => {
    const touch = event.changedTouches[0];
    if (!start.current || !touch) return;
    const across = touch.clientX - start.current.x;
    const down = touch.clientY - start.current.y;
    start.current = undefined;
    if (Math.abs(across) < SWIPE_PX || Math.abs(across) < 2 * Math.abs(down)) return;
    const next = across < 0 ? after : before;
    if (next) void navigate({ to: '/billets/$ticketId', params: { ticketId: next.id } });
  };
  return (
    <div
      onTouchStart={({ touches }) => {
        const touch = touches.length === 1 ? touches[0] : undefined;
        start.current = touch ? { x: touch.clientX, y: touch.clientY } : undefined;
      }}
      onTouchEnd={onTouchEnd}
    >
      {children}
      {at >= 0 && group.length > 1 ? (
        <nav aria-label={w.group} className="mt-4 flex max-w-md items-center justify-between gap-3">
          <Turn to={before} icon="arrowLeft" label={w.previous} />
          <p className="figures text-center font-semibold">{w.position(at + 1, group.length)}</p>
          <Turn to={after} icon="arrowRight" label={w.next} />
        </nav>
      ) : null}
    </div>
  );
}

function Turn({ to, icon, label }: { to: Ticket | undefined; icon: 'arrowLeft' | 'arrowRight'; label: string }) {
  if (!to) return <span className="min-w-12" />;
  return (
    <ButtonLink to="/billets/$ticketId" params={{ ticketId: to.id }} variant="secondary" icon={icon}>
      {label}
    </ButtonLink>
  );
}
