import type { Locale } from '@og-tickets/contract/common.ts';
import { isTakenBack } from '@og-tickets/contract/rules/cancellation.ts';
import type { RefundPreview } from '@og-tickets/contract/refunds.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { amountChanged } from '../rules/amount-changed.ts';
import { takenBack } from '../rules/totals.ts';
import { findOrderByCode, lockOrder } from '../sql/orders.ts';
import { previewRefund } from '../views/refund-preview.ts';
import { holdPaidOrder } from './hold-paid-order.ts';
import { takeBack } from './take-back.ts';

interface RefundWish {
  /** The admin. */
  accountId: string;
  code: string;
  /** Undefined: all that are left. */
  tickets: readonly string[] | undefined;
  reason: string;
  expectedCents: number | undefined;
  locale: Locale;
}

/**
 * An admin takes tickets of a paid order back, whatever the deadline, used, blocked and given ones too; the price goes to who
 * paid. Their places are free again, also those of people who have entered: the preview says how many. Refused as the
 * endpoint says.
 */
export async function refundOrder(platform: Platform, wish: RefundWish): Promise<RefundPreview | Refusal> {
  const { db } = platform;
  const order = await findOrderByCode(db, wish.code);
  if (order === undefined) return refuse('not_found');
  const refusal = await withTx(db, (tx) => refundTickets(tx, order.id, wish));
  if (refusal !== null) return refusal;
  return (
    (await previewRefund(platform, { code: wish.code, tickets: undefined, locale: wish.locale })) ?? refuse('not_found')
  );
}

async function refundTickets(tx: Tx, orderId: string, wish: RefundWish): Promise<Refusal | null> {
  const held = await holdPaidOrder(tx, await lockOrder(tx, orderId));
  if (isRefusal(held)) return held;
  const live = held.tickets.filter((ticket) => !isTakenBack(ticket.status));
  const wished = new Set(wish.tickets?.map((id) => id.toLowerCase()) ?? live.map((ticket) => ticket.id));
  const known = new Set(held.tickets.map((ticket) => ticket.id));
  if ([...wished].some((id) => !known.has(id))) return refuse('not_found');
  const chosen = live.filter((ticket) => wished.has(ticket.id));
  if (chosen.length < wished.size || wished.size === 0) return refuse('ticket_not_cancellable');
  const { amountCents } = takenBack(held.lines, held.tickets, wished);
  if (wish.expectedCents !== undefined && wish.expectedCents !== amountCents) {
    return amountChanged(amountCents, wish.locale);
  }
  await takeBack(tx, held, wished, { by: 'admin', accountId: wish.accountId, reason: wish.reason });
  return null;
}
