import type { OfficeOrder, OfficeTicket } from '@og-tickets/contract/office-orders.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { formatDate, Money } from '../../ui/format.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { accountWords } from '../../words/account.ts';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { officeOrderWords } from '../../words/office-orders.ts';

const tones: Partial<Record<OfficeTicket['status'], Tone>> = { valid: 'ok', used: 'info', blocked: 'danger' };

/** The tickets of an order: who enters, who has them, how many places have entered. */
export function OrderTickets({ order }: { order: OfficeOrder }) {
  const w = useWords(officeOrderWords).panel;
  if (order.tickets.length === 0) return null;
  return (
    <section>
      <h3 className="heading mb-2 text-18">{w.tickets}</h3>
      <ul className="flex flex-col divide-y divide-line">
        {order.tickets.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} />
        ))}
      </ul>
    </section>
  );
}

function TicketRow({ ticket }: { ticket: OfficeTicket }) {
  const w = useWords(officeOrderWords).panel;
  const { states } = useWords(accountWords).ticket;
  const language = useLanguage();
  const { id, status, price, places, holders, owner, entries, firstEntry } = ticket;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0">
        <p className="font-semibold wrap-anywhere">{holders === '' ? '—' : holders}</p>
        <p className="code text-14 text-muted wrap-anywhere">{id}</p>
        {owner === null ? null : <p className="text-16 text-muted">{w.owner(owner)}</p>}
        {entries === 0 ? null : <p className="text-16">{w.entered(entries, places)}</p>}
        {firstEntry === null ? null : (
          <p className="text-16 text-muted">
            {w.firstEntry(formatDate(firstEntry.at, deviceTimeZone(), 'short', language), firstEntry.gate)}
          </p>
        )}
      </div>
      <div className="flex items-center gap-3">
        <Badge tone={tones[status] ?? 'neutral'} icon="ticket">
          {states[status]}
        </Badge>
        <Money amount={price} />
      </div>
    </li>
  );
}
