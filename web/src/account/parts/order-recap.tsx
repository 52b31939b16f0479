import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import type { Money as Amount } from '@og-tickets/contract/money.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { ReactNode } from 'react';
import { RefundRule } from '../../shell/refund-rule.tsx';
import { Card } from '../../ui/card.tsx';
import { DateTime, formatMoney, Money, OwnTime } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { useLanguage } from '../../words/language.ts';

/** What a line of a cart and a line of an order both have. */
type RecapLine = Pick<
  Order['lines'][number],
  'session' | 'summary' | 'category' | 'offer' | 'offerName' | 'quantity' | 'places' | 'amount' | 'cancellableUntil'
> &
  Partial<Pick<Order['lines'][number], 'change'>>;

interface OrderRecapProps {
  lines: readonly RecapLine[];
  total: Amount;
  totalLabel: string;
  /** Known once the order is placed. */
  includedVat?: Amount;
  /** A countdown, a button. */
  children?: ReactNode;
}

/** What is bought: each line, the total, what it includes. */
export function OrderRecap({ lines, total, totalLabel, includedVat, children }: OrderRecapProps) {
  const w = useWords(buyingWords).recap;
  const language = useLanguage();
  return (
    <Card as="section" labelledBy="recapitulatif">
      <h2 id="recapitulatif" className="heading text-24">
        {w.title}
      </h2>
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {lines.map((line) => (
          <Line key={`${line.session}/${line.category}/${line.offer}`} line={line} />
        ))}
      </ul>
      <div className="mt-4 flex items-baseline justify-between gap-4">
        <p className="text-18 font-semibold">{totalLabel}</p>
        <p className="heading text-24">
          <Money amount={total} />
        </p>
      </div>
      <p className="text-right text-16 text-muted">
        {includedVat ? w.includedVat(formatMoney(includedVat, language)) : w.allIncluded}
      </p>
      {children ? <div className="mt-4 flex flex-col gap-4">{children}</div> : null}
    </Card>
  );
}

function Line({ line }: { line: RecapLine }) {
  const w = useWords(buyingWords).recap;
  const { summary } = line;
  return (
    <li className="flex items-start justify-between gap-4 py-3">
      <div className="min-w-0">
        <p className="font-semibold">{sessionName(summary)}</p>
        <p className="text-16 text-muted">
          <DateTime at={summary.startsAt} timeZone={summary.timezone} />{' '}
          <OwnTime at={summary.startsAt} timeZone={summary.timezone} />
          <br />
          {summary.venue.name}, {summary.venue.city}
        </p>
        <p className="mt-1 text-16">
          {w.quantity(line.quantity, line.offerName)}, {w.category(line.category)} ({w.places(line.places)})
        </p>
        {line.change?.kind === 'cancelled' ? null : (
          <p className="mt-1 text-16 text-muted">
            <RefundRule until={line.cancellableUntil} timeZone={summary.timezone} />
          </p>
        )}
      </div>
      <Money amount={line.amount} />
    </li>
  );
}
