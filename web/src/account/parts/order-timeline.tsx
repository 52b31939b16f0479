import type { TimelineEntry } from '@og-tickets/contract/orders.ts';
import { Card } from '../../ui/card.tsx';
import { formatDate, formatMoney } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { type Language, useLanguage } from '../../words/language.ts';
import type { OrderWords } from '../../words/fr/order.ts';
import { orderWords } from '../../words/order.ts';
import { deviceTimeZone } from '../../ui/time-zone.ts';

/** What happened to an order, in words, the oldest first. */
export function OrderTimeline({ timeline }: { timeline: readonly TimelineEntry[] }) {
  const w = useWords(orderWords);
  const language = useLanguage();
  return (
    <Card as="section" labelledBy="historique">
      <h2 id="historique" className="heading text-24">
        {w.page.history}
      </h2>
      <ol className="mt-4 flex flex-col">
        {timeline.map((entry, at) => (
          <li
            // Two scans may fall into the same moment: only the place in the list tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            className="relative border-l-2 border-line pb-4 pl-5 last:border-transparent last:pb-0"
          >
            <span aria-hidden="true" className="absolute top-2 -left-1.5 size-2.5 rounded-pill bg-cobalt" />
            <p className="font-semibold">{inWords(entry, w.timeline, language)}</p>
            <p className="text-16 text-muted">
              <time dateTime={entry.at}>{formatDate(entry.at, deviceTimeZone(), 'full', language)}</time>
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function inWords({ kind, amount, tickets, by }: TimelineEntry, w: OrderWords['timeline'], language: Language): string {
  const sum = amount === null ? '' : formatMoney(amount, language);
  switch (kind) {
    case 'tickets_issued':
      return w.tickets_issued(tickets ?? 0);
    case 'tickets_cancelled':
      return w.tickets_cancelled[by ?? 'buyer'](tickets ?? 0, sum);
    case 'placed':
    case 'paid':
    case 'refund_requested':
    case 'refunded':
    case 'refund_failed':
      return w[kind](sum);
    case 'mail_sent':
    case 'scanned':
    case 'expired':
    case 'cancelled':
      return w[kind];
  }
}
