import { currency } from '@og-tickets/contract/money.ts';
import type { Checkout } from '@og-tickets/contract/payments.ts';
import {
  type PaymentFailure,
  type PaymentStatus,
  paymentStatusesBefore,
} from '@og-tickets/contract/rules/payment-states.ts';
import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { PaymentsPayments } from '../../../platform/database/schema.ts';

const columns = [
  'id',
  'order_id',
  'order_code',
  'account_id',
  'provider',
  'provider_payment_id',
  'client_secret',
  'checkout_url',
  'publishable_key',
  'amount_cents',
  'currency',
  'status',
  'reason',
  'expires_at',
] as const;

export type PaymentRow = Pick<Selectable<PaymentsPayments>, (typeof columns)[number]>;

export async function insertPayment(
  tx: Tx,
  payment: {
    id: string;
    orderId: string;
    orderCode: string;
    accountId: string;
    provider: string;
    amountCents: number;
    expiresAt: Date;
  },
): Promise<void> {
  await tx
    .insertInto('payments.payments')
    .values({
      id: payment.id,
      order_id: payment.orderId,
      order_code: payment.orderCode,
      account_id: payment.accountId,
      provider: payment.provider,
      amount_cents: payment.amountCents,
      currency,
      expires_at: payment.expiresAt,
    })
    .execute();
}

export async function findPayment(db: Db, id: string): Promise<PaymentRow | undefined> {
  return db.selectFrom('payments.payments').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Reads a payment and keeps others from changing it until the transaction ends. */
export async function lockPayment(tx: Tx, id: string): Promise<PaymentRow | undefined> {
  return tx.selectFrom('payments.payments').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function findPaymentsOfOrders(db: Db, orderIds: readonly string[]): Promise<PaymentRow[]> {
  return db.selectFrom('payments.payments').select(columns).where('order_id', 'in', orderIds).execute();
}

/** Notes which charge the provider opened for a payment; the first one stays. False: the payment was closed meanwhile. */
export async function setCharge(
  tx: Tx,
  id: string,
  charge: { id: string; clientSecret: string; checkout: Checkout },
): Promise<boolean> {
  const { checkout } = charge;
  await tx
    .updateTable('payments.payments')
    .set({
      provider_payment_id: charge.id,
      client_secret: charge.clientSecret,
      checkout_url: checkout.kind === 'redirect' ? checkout.url : null,
      publishable_key: checkout.kind === 'stripe' ? checkout.publishableKey : null,
      updated_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('provider_payment_id', 'is', null)
    .where(sql<boolean>`reason IS DISTINCT FROM 'order_expired'`)
    .execute();
  const kept = await tx
    .selectFrom('payments.payments')
    .select('provider_payment_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return kept?.provider_payment_id === charge.id;
}

/** Notes the charge of a payment that was captured before we had stored it: refunds ask for it. */
export async function adoptCharge(tx: Tx, id: string, chargeId: string): Promise<void> {
  await tx
    .updateTable('payments.payments')
    .set({ provider_payment_id: chargeId })
    .where('id', '=', id)
    .where('provider_payment_id', 'is', null)
    .execute();
}

/** Takes a payment to another status if the table of transitions allows it; false when it does not. */
export async function movePayment(
  tx: Tx,
  id: string,
  to: PaymentStatus,
  reason: PaymentFailure | null = null,
): Promise<boolean> {
  const rows = await tx
    .updateTable('payments.payments')
    .set({
      status: to,
      reason,
      updated_at: sql<Date>`now()`,
      ...(to === 'succeeded' ? { succeeded_at: sql<Date>`now()` } : {}),
    })
    .where('id', '=', id)
    .where('status', 'in', paymentStatusesBefore(to))
    .returning('id')
    .execute();
  return rows.length > 0;
}

/** Is the time to pay over, by the database's clock? */
export async function isPastDeadline(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('payments.payments')
    .select(sql<boolean>`expires_at <= now()`.as('past'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.past;
}

/**
 * Open payments that nobody has asked the provider about for `olderThanSeconds`, the longest waiting first; notes that
 * they are being asked about now, so that another process takes others.
 */
export async function takeUndecided(tx: Tx, olderThanSeconds: number, limit: number): Promise<PaymentRow[]> {
  const due = await tx
    .selectFrom('payments.payments')
    .select('id')
    .where('succeeded_at', 'is', null)
    .where(sql<boolean>`reason IS DISTINCT FROM 'order_expired'`)
    .where(
      sql<Date>`coalesce(checked_at, created_at)`,
      '<=',
      sql<Date>`now() - make_interval(secs => ${olderThanSeconds})`,
    )
    .orderBy(sql`coalesce(checked_at, created_at)`)
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  if (due.length === 0) return [];
  return tx
    .updateTable('payments.payments')
    .set({ checked_at: sql<Date>`now()` })
    .where(
      'id',
      'in',
      due.map((row) => row.id),
    )
    .returning(columns)
    .execute();
}

/** Notes that the money of a payment became tickets or a refund; false when it had, or when there is no money yet. */
export async function markSettled(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx
    .updateTable('payments.payments')
    .set({ settled_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('succeeded_at', 'is not', null)
    .where('settled_at', 'is', null)
    .returning('id')
    .execute();
  return rows.length > 0;
}

/** Payments whose money came longer than `olderThanSeconds` ago and still is neither tickets nor a refund. */
export async function findUnsettled(db: Db, olderThanSeconds: number, limit: number): Promise<PaymentRow[]> {
  return db
    .selectFrom('payments.payments')
    .select(columns)
    .where('succeeded_at', 'is not', null)
    .where('settled_at', 'is', null)
    .where('succeeded_at', '<=', sql<Date>`now() - make_interval(secs => ${olderThanSeconds})`)
    .orderBy('succeeded_at')
    .limit(limit)
    .execute();
}
