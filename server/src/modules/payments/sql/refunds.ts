import { type RefundStatus, refundStatusesBefore } from '@og-tickets/contract/rules/refund-states.ts';
import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { PaymentsRefunds } from '../../../platform/database/schema.ts';

const columns = [
  'id',
  'payment_id',
  'amount_cents',
  'status',
  'reason',
  'send_as',
  'failure',
  'created_at',
  'failed_at',
  'succeeded_at',
] as const;

export type RefundRow = Pick<Selectable<PaymentsRefunds>, (typeof columns)[number]>;

/**
 * Sets money of a payment aside to go back, unless more would go back than came in: the guard, in one statement, with a
 * CHECK of the same behind it.
 */
export async function reserveRefund(tx: Tx, paymentId: string, amountCents: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('payments.payments')
    .set({ refunded_cents: sql<number>`refunded_cents + ${amountCents}` })
    .where('id', '=', paymentId)
    .where(sql<boolean>`refunded_cents + ${amountCents} <= amount_cents`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function insertRefund(
  tx: Tx,
  refund: { id: string; paymentId: string; amountCents: number; reason: string },
): Promise<void> {
  await tx
    .insertInto('payments.refunds')
    .values({
      id: refund.id,
      payment_id: refund.paymentId,
      amount_cents: refund.amountCents,
      reason: refund.reason,
      send_as: refund.id,
    })
    .execute();
}

export async function findRefund(db: Db, id: string): Promise<RefundRow | undefined> {
  return db.selectFrom('payments.refunds').select(columns).where('id', '=', id).executeTakeFirst();
}

/** The refund that a provider knows by this name; undefined also for a name that was given up after a failure. */
export async function findRefundSentAs(db: Db, sentAs: string): Promise<RefundRow | undefined> {
  return db.selectFrom('payments.refunds').select(columns).where('send_as', '=', sentAs).executeTakeFirst();
}

/** All refunds of the payments of some orders, the oldest first. */
export async function findRefundsOfOrders(
  db: Db,
  orderIds: readonly string[],
): Promise<(RefundRow & { order_id: string })[]> {
  return db
    .selectFrom('payments.refunds as refund')
    .innerJoin('payments.payments as payment', 'payment.id', 'refund.payment_id')
    .select(['payment.order_id', ...columns.map((column) => `refund.${column}` as const)])
    .where('payment.order_id', 'in', [...orderIds])
    .orderBy('refund.created_at')
    .orderBy('refund.id')
    .execute();
}

/** Takes a refund to another status if the table of transitions allows it; false when it does not. */
async function moveRefund(
  tx: Tx,
  id: string,
  to: RefundStatus,
  values: { failure: string | null; failed: boolean; send_as?: string },
): Promise<boolean> {
  const { failed, ...set } = values;
  const { numUpdatedRows } = await tx
    .updateTable('payments.refunds')
    .set({
      ...set,
      status: to,
      failed_at: failed ? sql<Date>`now()` : null,
      ...(to === 'succeeded' ? { succeeded_at: sql<Date>`now()` } : {}),
    })
    .where('id', '=', id)
    .where('status', 'in', refundStatusesBefore(to))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes that the provider gave the money back; false when that was known. */
export function markRefunded(tx: Tx, id: string): Promise<boolean> {
  return moveRefund(tx, id, 'succeeded', { failure: null, failed: false });
}

/** Notes that the provider will never give this money back; false when it was not waited for. */
export function markFailed(tx: Tx, id: string, failure: string): Promise<boolean> {
  return moveRefund(tx, id, 'failed', { failure, failed: true });
}

/** Has a failed refund asked for again under another name; false when it has not failed. */
export function markRequestedAgain(tx: Tx, id: string, sendAs: string): Promise<boolean> {
  return moveRefund(tx, id, 'requested', { failure: null, failed: false, send_as: sendAs });
}

/** What the provider has given back of a payment, in cents. Lock the payment first. */
export async function sumSucceededRefunds(tx: Tx, paymentId: string): Promise<number> {
  const { cents } = await tx
    .selectFrom('payments.refunds')
    .select(sql<number>`coalesce(sum(amount_cents), 0)`.as('cents'))
    .where('payment_id', '=', paymentId)
    .where('status', '=', 'succeeded')
    .executeTakeFirstOrThrow();
  return cents;
}

/** Refunds that a provider refused, the oldest first, after one of them. */
export async function findFailedRefunds(
  db: Db,
  page: { afterId: string | null; limit: number },
): Promise<(RefundRow & { order_code: string })[]> {
  const failed = db
    .selectFrom('payments.refunds as refund')
    .innerJoin('payments.payments as payment', 'payment.id', 'refund.payment_id')
    .select(['payment.order_code', ...columns.map((column) => `refund.${column}` as const)])
    .where('refund.status', '=', 'failed');
  const rest = page.afterId === null ? failed : failed.where('refund.id', '>', page.afterId);
  return rest.orderBy('refund.id').limit(page.limit).execute();
}

/** Refunds that were asked for longer ago than `olderThanSeconds` and have not been given yet. */
export async function findStuckRefunds(db: Db, olderThanSeconds: number, limit: number): Promise<RefundRow[]> {
  return db
    .selectFrom('payments.refunds')
    .select(columns)
    .where('status', '=', 'requested')
    .where('created_at', '<=', sql<Date>`now() - make_interval(secs => ${olderThanSeconds})`)
    .orderBy('created_at')
    .limit(limit)
    .execute();
}
