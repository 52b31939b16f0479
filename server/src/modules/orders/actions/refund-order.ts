import type { Locale } from '@og-tickets/contract/common.ts';
import type { RefundPreview } from '@og-tickets/contract/refunds.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Actor, recordAction } from '../../audit/index.ts';
import { readSettings } from '../../settings/index.ts';
import { amountChanged } from '../rules/amount-changed.ts';
import { needsApproval } from '../rules/approval.ts';
import { chooseRefundable } from '../rules/refundable.ts';
import { takenBack } from '../rules/totals.ts';
import { findOrderByCode, lockOrder } from '../sql/orders.ts';
import { findWaitingRequest, insertRequest, sumUnapproved } from '../sql/refund-requests.ts';
import { previewRefund } from '../views/refund-preview.ts';
import { holdPaidOrder } from './hold-paid-order.ts';
import { takeBack } from './take-back.ts';

export interface RefundWish {
  /** The admin. */
  accountId: string;
  /** The same, as the journal names them. */
  actor: Actor;
  code: string;
  /** Undefined: all that are left. */
  tickets: readonly string[] | undefined;
  reason: string;
  expectedCents: number | undefined;
  locale: Locale;
}

/** The order after a refund, or the request that waits for a second admin instead. */
export type Refunded = { preview: RefundPreview } | { requestId: string };

/**
 * An admin takes tickets of a paid order back, whatever the deadline, used, blocked and given ones too; the price goes to who
 * paid. Their places are free again, also those of people who have entered: the preview says how many. Above the amount of
 * the settings nothing goes back yet: the refund waits for another admin. Refused as the endpoint says.
 */
export async function refundOrder(platform: Platform, wish: RefundWish): Promise<Refunded | Refusal> {
  const { db } = platform;
  const order = await findOrderByCode(db, wish.code);
  if (order === undefined) return refuse('not_found');
  const done = await withTx(db, (tx) => refundTickets(tx, platform, order.id, wish));
  if (isRefusal(done)) return done;
  if (done.requestId !== null) return { requestId: done.requestId };
  const preview = await previewRefund(platform, { code: wish.code, tickets: undefined, locale: wish.locale });
  return preview === null ? refuse('not_found') : { preview };
}

async function refundTickets(
  tx: Tx,
  { keys, clock }: Platform,
  orderId: string,
  wish: RefundWish,
): Promise<{ requestId: string | null } | Refusal> {
  const held = await holdPaidOrder(tx, await lockOrder(tx, orderId));
  if (isRefusal(held)) return held;
  const chosen = chooseRefundable(held.tickets, wish.tickets);
  if (isRefusal(chosen)) return chosen;
  const { amountCents } = takenBack(held.lines, held.tickets, chosen);
  if (wish.expectedCents !== undefined && wish.expectedCents !== amountCents) {
    return amountChanged(amountCents, wish.locale);
  }
  const { refundApprovalAboveCents } = await readSettings(tx);
  const unapprovedCents = await sumUnapproved(tx, orderId);
  const { code: id } = held.order;
  if (!needsApproval(refundApprovalAboveCents, { amountCents, unapprovedCents })) {
    await takeBack(tx, held, chosen, { by: 'admin', accountId: wish.accountId, reason: wish.reason });
    await recordAction(tx, { keys, clock }, wish.actor, {
      action: 'order.refunded',
      subject: { kind: 'order', id },
      after: { amountCents, tickets: chosen.size },
      reason: wish.reason,
    });
    return { requestId: null };
  }
  if ((await findWaitingRequest(tx, orderId)) !== null) return refuse('refund_request_open');
  const request = { id: uuidv7(), order_id: orderId, ticket_ids: [...chosen].toSorted(), amount_cents: amountCents };
  await insertRequest(tx, { ...request, reason: wish.reason, asked_by: wish.accountId });
  await recordAction(tx, { keys, clock }, wish.actor, {
    action: 'refund.asked',
    subject: { kind: 'order', id },
    after: { request: request.id, amountCents, tickets: chosen.size, approvalAboveCents: refundApprovalAboveCents },
    reason: wish.reason,
  });
  return { requestId: request.id };
}
