import type { Locale } from '@og-tickets/contract/common.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';
import { amountChanged } from '../rules/amount-changed.ts';
import { chooseRefundable } from '../rules/refundable.ts';
import { takenBack } from '../rules/totals.ts';
import { lockOrder } from '../sql/orders.ts';
import { decideRequest, findRequest, lockRequest, type RequestRow } from '../sql/refund-requests.ts';
import { holdPaidOrder } from './hold-paid-order.ts';
import { takeBack } from './take-back.ts';

type Shop = Pick<Platform, 'db' | 'keys' | 'clock'>;

/** What says that the order is another one than when the refund was asked for. */
const outdating = new Set<string>(['refund_amount_changed', 'order_not_cancellable', 'ticket_not_cancellable']);

/**
 * An admin approves the refund that another one asked for, and the money goes back. A request whose order has changed, so that
 * it comes to another amount, is outdated and refused with the amount it has now. Refused as the endpoint says.
 */
export async function approveRefund(
  shop: Shop,
  wish: { requestId: string; actor: LoggedInActor; locale: Locale },
): Promise<Refusal | null> {
  const request = await findRequest(shop.db, wish.requestId);
  if (request === undefined) return refuse('not_found');
  const refusal = await withTx(shop.db, (tx) => approve(tx, shop, request, wish));
  if (refusal !== null && outdating.has(refusal.code)) {
    await withTx(shop.db, (tx) => outdate(tx, shop, request, wish.actor));
  }
  return refusal;
}

async function approve(
  tx: Tx,
  shop: Shop,
  { id, orderId }: RequestRow,
  { actor, locale }: { actor: LoggedInActor; locale: Locale },
): Promise<Refusal | null> {
  const order = await lockOrder(tx, orderId);
  const request = await lockRequest(tx, id);
  if (request.status !== 'waiting') return refuse('refund_request_decided');
  if (request.askedBy === actor.accountId) return refuse('refund_request_own');
  const held = await holdPaidOrder(tx, order);
  if (isRefusal(held)) return held;
  const chosen = chooseRefundable(held.tickets, request.ticketIds);
  if (isRefusal(chosen)) return chosen;
  const { amountCents } = takenBack(held.lines, held.tickets, chosen);
  if (amountCents !== request.amountCents) return amountChanged(amountCents, locale);
  await decideRequest(tx, { id, status: 'approved', by: actor.accountId });
  await takeBack(tx, held, chosen, { by: 'admin', accountId: actor.accountId, reason: request.reason });
  await recordAction(tx, shop, actor, {
    action: 'refund.approved',
    subject: { kind: 'order', id: order.code },
    after: { request: id, amountCents, tickets: chosen.size, askedBy: request.askedBy },
    reason: request.reason,
  });
  return null;
}

async function outdate(tx: Tx, shop: Shop, { id, code }: RequestRow, actor: LoggedInActor): Promise<void> {
  const request = await lockRequest(tx, id);
  if (request.status !== 'waiting') return;
  await decideRequest(tx, { id, status: 'outdated', by: null });
  await recordAction(tx, shop, actor, {
    action: 'refund.outdated',
    subject: { kind: 'order', id: code },
    after: { request: id, amountCents: request.amountCents },
  });
}

/** An admin declines a refund that waits, with a reason; who asked for it takes it back so. Refused as the endpoint says. */
export async function declineRefund(
  shop: Shop,
  wish: { requestId: string; actor: LoggedInActor; reason: string },
): Promise<Refusal | null> {
  const { requestId: id, actor, reason } = wish;
  const known = await findRequest(shop.db, id);
  if (known === undefined) return refuse('not_found');
  return withTx(shop.db, async (tx) => {
    const request = await lockRequest(tx, id);
    if (request.status !== 'waiting') return refuse('refund_request_decided');
    await decideRequest(tx, { id, status: 'declined', by: actor.accountId });
    await recordAction(tx, shop, actor, {
      action: 'refund.declined',
      subject: { kind: 'order', id: request.code },
      after: { request: id, amountCents: request.amountCents, askedBy: request.askedBy },
      reason,
    });
    return null;
  });
}
