import { type Order, readOrder } from '@og-tickets/contract/orders.ts';
import { type Payment, readPayment } from '@og-tickets/contract/payments.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { pollDelayMs } from './poll-delay.ts';

/** Is the money on its way, so that the end is worth waiting for? */
function isBeingDecided(status: Payment['status']): boolean {
  return status === 'processing' || status === 'requires_action';
}

/** Paid, but the tickets are not made yet. */
export function isBeingSettled(order: Order): boolean {
  return order.status === 'pending' && (order.payment.status === 'succeeded' || isBeingDecided(order.payment.status));
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

/** An order; asked again by itself while its tickets are being made. */
export function orderQuery(code: string) {
  return queryOptions({
    queryKey: ['order', code],
    queryFn: ({ signal }) => call(readOrder, { params: { code }, signal }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data && isBeingSettled(state.data) ? pollDelayMs(state.dataUpdateCount) : false,
  });
}
