import type { OfficeOrder } from '@og-tickets/contract/office-orders.ts';
import type { TimelineEntry } from '@og-tickets/contract/orders.ts';
import { Link } from '@tanstack/react-router';
import { formatMoney } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import type { OfficeOrderWords } from '../../words/fr/office-orders.ts';
import type { OrderWords } from '../../words/fr/order.ts';
import { type Language, useLanguage } from '../../words/language.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { orderWords } from '../../words/order.ts';
import { Moment } from '../parts/moment.tsx';

/** What happened to an order, the oldest first; who of the staff decided it, and why. */
export function OrderHistory({ order }: { order: OfficeOrder }) {
  const w = useWords(officeOrderWords).panel;
  const { timeline } = useWords(orderWords);
  const language = useLanguage();
  return (
    <section>
      <h3 className="heading mb-2 text-18">{w.timeline}</h3>
      <ol className="flex flex-col">
        {order.timeline.map((entry, at) => (
          <li
            // Two scans may fall into the same moment: only the place in the list tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            className="border-l-2 border-line pb-3 pl-4"
          >
            <p>{inWords(entry, { order: timeline, office: w }, language)}</p>
            <Decided order={order} entry={entry} />
            <p className="text-16 text-muted">
              <Moment at={entry.at} />
            </p>
          </li>
        ))}
      </ol>
      <Link to="/admin/journal" search={{ subject: 'order', subjectId: order.code }} className="link">
        {w.journal}
      </Link>
    </section>
  );
}

function Decided({ order, entry }: { order: OfficeOrder; entry: TimelineEntry }) {
  const w = useWords(officeOrderWords).panel;
  const decided = order.cancellations.find(({ at, by }) => at === entry.at && by === entry.by);
  if (entry.kind !== 'tickets_cancelled' || decided === undefined || decided.reason === null) return null;
  return <p className="text-16 wrap-anywhere">{w.reasonBy(decided.name, decided.reason)}</p>;
}

interface Words {
  order: OrderWords['timeline'];
  office: OfficeOrderWords['panel'];
}

function inWords({ kind, amount, tickets, by }: TimelineEntry, w: Words, language: Language): string {
  const sum = amount === null ? '' : formatMoney(amount, language);
  switch (kind) {
    case 'tickets_issued':
      return w.order.tickets_issued(tickets ?? 0);
    case 'tickets_cancelled':
      return by === null || by === 'buyer'
        ? w.office.byBuyer(tickets ?? 0, sum)
        : w.order.tickets_cancelled[by](tickets ?? 0, sum);
    case 'placed':
    case 'paid':
    case 'refund_requested':
    case 'refunded':
    case 'refund_failed':
      return w.order[kind](sum);
    case 'mail_sent':
    case 'scanned':
    case 'expired':
    case 'cancelled':
      return w.order[kind];
  }
}
