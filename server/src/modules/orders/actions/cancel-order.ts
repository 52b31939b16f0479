import type { Locale } from '@og-tickets/contract/common.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { CancellationBar } from '@og-tickets/contract/rules/cancellation.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type JudgedTicket, judgeTickets } from '../views/judged-tickets.ts';
import { amountChanged } from '../rules/amount-changed.ts';
import { takenBack } from '../rules/totals.ts';
import { findOrderOfAccount, lockOrder } from '../sql/orders.ts';
import { orderById } from '../views/order.ts';
import { cancelPending } from './cancel-pending.ts';
import { holdPaidOrder } from './hold-paid-order.ts';
import { takeBack } from './take-back.ts';

interface CancelWish {
  accountId: string;
  code: string;
  /** Undefined: all that can be cancelled. */
  tickets: readonly string[] | undefined;
  /** What the buyer was shown; undefined: not checked. */
  expectedCents: number | undefined;
  locale: Locale;
}

/** What is said of a ticket that its buyer cannot cancel. */
const refusalOf: Record<CancellationBar, 'ticket_not_cancellable' | 'cancellation_closed' | 'transfer_open'> = {
  ended: 'ticket_not_cancellable',
  used: 'ticket_not_cancellable',
  blocked: 'ticket_not_cancellable',
  given: 'ticket_not_cancellable',
  offered: 'transfer_open',
  firm: 'cancellation_closed',
  too_late: 'cancellation_closed',
};

/**
 * A buyer gives up an order that is not paid, or tickets of a paid one, whose price goes back. All of the tickets named or
 * none. Refused as the endpoint says.
 */
export async function cancelOrder(platform: Platform, wish: CancelWish): Promise<Order | Refusal> {
  const { db } = platform;
  const order = await findOrderOfAccount(db, wish.accountId, wish.code);
  if (order === undefined) return refuse('not_found');
  const refusal =
    order.status === 'pending'
      ? await giveUp(platform, order.id, wish)
      : await withTx(db, (tx) => cancelTickets(tx, order.id, wish));
  return isRefusal(refusal) ? refusal : orderById(db, order.id, wish.locale);
}

async function giveUp(platform: Platform, orderId: string, wish: CancelWish): Promise<Refusal | null> {
  if (wish.tickets !== undefined) return refuse('not_found');
  if ((wish.expectedCents ?? 0) !== 0) return amountChanged(0, wish.locale);
  return cancelPending(platform, orderId);
}

async function cancelTickets(tx: Tx, orderId: string, wish: CancelWish): Promise<Refusal | null> {
  const held = await holdPaidOrder(tx, await lockOrder(tx, orderId));
  if (isRefusal(held)) return held;
  const judged = await judgeTickets(tx, held.order, held);
  const chosen = choose(judged, wish.tickets);
  if (isRefusal(chosen)) return chosen;
  const { amountCents } = takenBack(held.lines, held.tickets, chosen);
  if (wish.expectedCents !== undefined && wish.expectedCents !== amountCents) {
    return amountChanged(amountCents, wish.locale);
  }
  await takeBack(tx, held, chosen, { by: 'buyer', accountId: wish.accountId });
  return null;
}

/** The tickets wished for if all of them can be cancelled; without a wish those that can be. */
function choose(judged: readonly JudgedTicket[], wished: readonly string[] | undefined): Set<string> | Refusal {
  if (wished === undefined) {
    const free = judged.filter(({ bar }) => bar === null);
    const barred = judged.find(({ bar }) => bar !== null && bar !== 'ended')?.bar ?? 'ended';
    return free.length === 0 ? refuse(refusalOf[barred]) : new Set(free.map(({ ticket }) => ticket.id));
  }
  const chosen = new Set(wished.map((id) => id.toLowerCase()));
  const found = judged.filter(({ ticket }) => chosen.has(ticket.id));
  if (found.length < chosen.size) return refuse('not_found');
  const barred = found.find(({ bar }) => bar !== null)?.bar ?? null;
  return barred === null ? chosen : refuse(refusalOf[barred]);
}
