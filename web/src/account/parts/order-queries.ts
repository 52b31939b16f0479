import { type Order, readOrder } from '@og-tickets/contract/orders.ts';
import { type Payment, readPayment } from '@og-tickets/contract/payments.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { pollDelayMs } from './poll-delay.ts';
import { refundNews } from './refund-news.ts';

/** Is the money on its way, so that the end is worth waiting for? */
function isBeingDecided(status: Payment['status']): boolean {
  return status === 'processing' || status === 'requires_action';
}

/** Paid, or a card is being charged, but the tickets are not made yet. A buyer whom the bank still asks has not paid. */
export function isBeingSettled(order: Order): boolean {
  return order.status === 'pending' && (order.payment.status === 'succeeded' || order.payment.status === 'processing');
}

/** A payment; asked again by itself while its end, or the bank's readiness, is not known. */
export function paymentQuery(id: string) {
  return queryOptions({
    queryKey: ['payment', id],
    queryFn: ({ signal }) => call(readPayment, { params: { id }, signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => {
      return state.data && isUndecided(state.data) ? pollDelayMs(state.dataUpdateCount) : false;
    },
  });
}

/** Will the server know more by itself, so that it is worth asking again? */
function isUndecided(payment: Payment): boolean {
  // The server ends an expired payment once the bank has said that nothing can come any more.
  const isEnding = payment.expiresAt !== null && Date.parse(payment.expiresAt) <= Date.now();
  return isBeingDecided(payment.status) || isBeingPrepared(payment) || !payment.upToDate || isEnding;
}

/** Open, but the bank has not said yet how to pay. */
export function isBeingPrepared(payment: Payment): boolean {
  return payment.status === 'requires_payment' && payment.clientSecret === null;
}

/** The bank is asked at once to give money back: asked again this often, and then no more. */
const REFUND_WATCH = { everyMs: 3000, times: 20 };

/** When to ask for an order again by itself: while its tickets are being made, or money is on its way back. */
function orderAgainMs(order: Order, askedTimes: number): number | false {
  const isMoving = order.status === 'pending' && isBeingDecided(order.payment.status);
  if (isMoving || isBeingSettled(order)) return pollDelayMs(askedTimes);
  return refundNews(order)?.kind === 'pending' && askedTimes < REFUND_WATCH.times ? REFUND_WATCH.everyMs : false;
}

/** An order; asked again by itself while its tickets are being made or its bank decides. */
export function orderQuery(code: string) {
  return queryOptions({
    queryKey: ['order', code],
    queryFn: ({ signal }) => call(readOrder, { params: { code }, signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data ? orderAgainMs(state.data, state.dataUpdateCount) : false),
  });
}
