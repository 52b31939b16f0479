import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { PaymentsRefunds } from '../../../platform/database/schema.ts';

const columns = ['id', 'payment_id', 'amount_cents', 'status'] as const;

export type RefundRow = Pick<Selectable<PaymentsRefunds>, (typeof columns)[number]>;

/** What went back of a payment or is on its way, in cents. Lock the payment first. */
export async function sumRefunds(tx: Tx, paymentId: string): Promise<number> {
  const { cents } = await tx
    .selectFrom('payments.refunds')
    .select(sql<number>`coalesce(sum(amount_cents), 0)`.as('cents'))
    .where('payment_id', '=', paymentId)
    .executeTakeFirstOrThrow();
  return cents;
}

export async function insertRefund(
  tx: Tx,
  refund: { id: string; paymentId: string; amountCents: number; reason: string },
): Promise<void> {
  await tx
    .insertInto('payments.refunds')
    .values({ id: refund.id, payment_id: refund.paymentId, amount_cents: refund.amountCents, reason: refund.reason })
    .execute();
}

export async function findRefund(db: Db, id: string): Promise<RefundRow | undefined> {
  return db.selectFrom('payments.refunds').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Notes that the provider gave the money back; false when that was known. */
export async function markRefunded(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx
    .updateTable('payments.refunds')
    .set({ status: 'succeeded', succeeded_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('status', '=', 'requested')
    .returning('id')
    .execute();
  return rows.length > 0;
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
