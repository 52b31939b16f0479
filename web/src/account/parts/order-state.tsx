import type { Order } from '@og-tickets/contract/orders.ts';
import { useState } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { formatDate } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import type { OrderWords } from '../../words/fr/order.ts';
import { useLanguage } from '../../words/language.ts';
import { orderWords } from '../../words/order.ts';
import { isBeingSettled } from './order-queries.ts';
import { OrderBadge } from '../../shell/order-badge.tsx';
import { PendingOrder } from './pending-order.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';

/** Where an order stands, in words, and what its buyer can do next. */
export function OrderState({ order, onDeadline }: { order: Order; onDeadline: () => void }) {
  const w = useWords(orderWords).page;
  const language = useLanguage();
  const [paidMeanwhile, setPaidMeanwhile] = useState<string>();
  const settling = isBeingSettled(order);
  const text = textOf(order, w, (at) => formatDate(at, deviceTimeZone(), 'full', language));
  return (
    <Card className="flex flex-col gap-4 p-5 sm:p-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="sr-only">{w.status}</span>
        <OrderBadge status={order.status} />
        <p>{text}</p>
      </div>
      {paidMeanwhile ? <Banner tone="info">{paidMeanwhile}</Banner> : null}
      {order.status === 'pending' && !settling ? (
        <PendingOrder order={order} onDeadline={onDeadline} onPaidMeanwhile={setPaidMeanwhile} />
      ) : null}
      {order.paidAt === null ? null : <PaidActions order={order} />}
    </Card>
  );
}

function PaidActions({ order }: { order: Order }) {
  const w = useWords(orderWords).page;
  const canCancel = order.tickets.some(({ bar }) => bar === null);
  const hasLive = order.ticketIds.length > 0;
  return (
    <>
      <div className="flex flex-wrap gap-3">
        {hasLive ? <ButtonLink to="/billets">{w.toTickets}</ButtonLink> : null}
        {hasLive || canCancel ? (
          <ButtonLink to="/commandes/$orderCode/annulation" params={{ orderCode: order.code }} variant="secondary">
            {w.cancelTickets}
          </ButtonLink>
        ) : null}
      </div>
      {hasLive && !canCancel ? <p className="text-16 text-muted">{w.nothingToCancel}</p> : null}
    </>
  );
}

function textOf(order: Order, w: OrderWords['page'], dateOf: (at: string) => string): string {
  const { status, paidAt, payment } = order;
  switch (status) {
    case 'pending':
      return isBeingSettled(order) ? w.checking : w.placedAt(dateOf(order.createdAt));
    case 'paid':
    case 'partially_refunded':
    case 'refunded':
      return paidAt === null ? '' : w.paidAt(dateOf(paidAt));
    case 'expired':
      return payment.status === 'succeeded' || payment.status === 'refunded' ? w.expiredPaid : w.expired;
    case 'cancelled':
      return paidAt === null ? w.cancelled : w.cancelledPaid;
  }
}
