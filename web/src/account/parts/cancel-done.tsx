import { money } from '@og-tickets/contract/money.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ButtonLink } from '../../ui/button-link.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { orderWords } from '../../words/order.ts';
import type { Cancelled } from './confirm-cancel.tsx';
import { orderQuery } from './order-queries.ts';
import { OrderRefunds } from './order-refunds.tsx';

/** Tickets were taken back: how many, what comes back, and how far that is. */
export function CancelDone({ cancelled }: { cancelled: Cancelled }) {
  const w = useWords(orderWords).cancel;
  const language = useLanguage();
  const { order, tickets, cents } = cancelled;
  const now = useQuery(orderQuery(order.code)).data ?? order;
  // The form that had the focus is gone.
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading title={w.doneTitle(tickets)} lead={w.doneText(formatMoney(money(cents), language))} />
      <div className="flex max-w-2xl flex-col gap-6">
        <OrderRefunds order={now} />
        <p>{w.doneNote}</p>
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/commandes/$orderCode" params={{ orderCode: order.code }}>
            {w.toOrder}
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
