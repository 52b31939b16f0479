import { isTakenBack } from '@og-tickets/contract/rules/cancellation.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal } from '../../../platform/http/refusal.ts';
import { defineJob, enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { resumeSales } from '../../catalog/index.ts';
import type { OrderTicketRow } from '../../tickets/index.ts';
import { findOrder, type LockedOrder, lockOrder } from '../sql/orders.ts';
import {
  countFailedOrders,
  findNextOrder,
  findRun,
  finishRun,
  hasOrdersLeft,
  insertMissingOrders,
  isWaiting,
  lockRun,
  markOrderDone,
  markOrderFailed,
  type RunRow,
  retryFailedOrders,
} from '../sql/refund-runs.ts';
import { cancelPending } from './cancel-pending.ts';
import { holdPaidOrder } from './hold-paid-order.ts';
import { takeBack } from './take-back.ts';

/** Tells one person what became of all their tickets of a session that was cancelled or moved. */
export const mailSessionChange = defineJob<{ runId: string; accountId: string }>('orders.mail-session-change');

const failureMaxCharacters = 300;

/**
 * Works a run off, each order in a transaction of its own that also notes it as done: however often this is cut off and
 * begun again, and by however many processes, an order is worked off once. Ends when the run is stopped, or when nothing is
 * left. An order that fails keeps no other; the run stays open and is taken up again a minute later.
 */
export async function workRefundRun(platform: Platform, runId: string): Promise<void> {
  const { db, log } = platform;
  await withTx(db, (tx) => retryFailedOrders(tx, runId));
  for (;;) {
    const run = await findRun(db, runId);
    if (run?.status !== 'running') return;
    const orderId = await findNextOrder(db, runId);
    if (orderId === undefined) {
      if (await withTx(db, (tx) => endRun(tx, runId))) return;
      continue;
    }
    try {
      await giveUpPending(platform, orderId);
      await withTx(db, (tx) => workOrder(tx, runId, orderId));
    } catch (err) {
      log.error(
        { err, alert: 'refund_run_order', run: runId, order: orderId },
        'an order of a run could not be worked off',
      );
      const failure = String(err instanceof Error ? err.message : err).slice(0, failureMaxCharacters);
      await withTx(db, (tx) => markOrderFailed(tx, runId, orderId, failure));
    }
  }
}

/** Ends an order that nobody has paid; the provider is asked first, outside of any transaction. */
async function giveUpPending(platform: Platform, orderId: string): Promise<void> {
  if ((await findOrder(platform.db, orderId))?.status !== 'pending') return;
  const refusal = await cancelPending(platform, orderId);
  if (refusal?.code === 'payment_provider_unreachable') throw new Error('the payment provider cannot be reached');
}

async function workOrder(tx: Tx, runId: string, orderId: string): Promise<void> {
  const run = await lockRun(tx, runId);
  if (run.status !== 'running' || !(await isWaiting(tx, runId, orderId))) return;
  const order = await lockOrder(tx, orderId);
  if (order.status === 'pending') throw new Error('the order is still waiting for its money');
  const { tickets, amountCents } = await workTickets(tx, run, order);
  await markOrderDone(tx, { runId, orderId, tickets: tickets.length, amountCents });
  for (const accountId of new Set([order.account_id, ...tickets.map((ticket) => ticket.accountId)])) {
    // One mail a person: with the last of their orders.
    if (await hasOrdersLeft(tx, run, accountId)) continue;
    await enqueue(tx, mailSessionChange, { runId, accountId }, { key: `run-mail:${runId}:${accountId}` });
  }
}

/** Takes the tickets of a cancelled session back; those of a moved one stay as they are. */
async function workTickets(
  tx: Tx,
  run: RunRow,
  order: LockedOrder,
): Promise<{ tickets: readonly OrderTicketRow[]; amountCents: number }> {
  const held = await holdPaidOrder(tx, order);
  if (isRefusal(held)) return { tickets: [], amountCents: 0 };
  const tickets = held.tickets.filter((one) => one.sessionId === run.session_id && !isTakenBack(one.status));
  if (run.kind === 'moved' || tickets.length === 0) return { tickets, amountCents: 0 };
  const chosen = new Set(tickets.map((ticket) => ticket.id));
  const decision = { by: 'organiser', accountId: run.started_by, runId: run.id } as const;
  const { amountCents } = await takeBack(tx, held, chosen, decision);
  return { tickets, amountCents };
}

/** Ends a run when nothing is left; false when orders came that it did not have yet. */
async function endRun(tx: Tx, runId: string): Promise<boolean> {
  const run = await lockRun(tx, runId);
  if (run.status !== 'running') return true;
  if ((await insertMissingOrders(tx, runId)) > 0) return false;
  if ((await countFailedOrders(tx, runId)) > 0) return true;
  await finishRun(tx, runId);
  await resumeSales(tx, run.change_id);
  return true;
}
