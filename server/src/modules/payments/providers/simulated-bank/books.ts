import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../../platform/database/database.ts';
import type { SimulatedBankCharges } from '../../../../platform/database/schema.ts';
import type { ProviderCharge } from '../provider.ts';

// The bank's own books, in a PostgreSQL schema that nobody else reads or writes.

const columns = [
  'id',
  'client_secret',
  'merchant_reference',
  'order_code',
  'amount_cents',
  'currency',
  'status',
  'last_refusal',
  'refunded_cents',
] as const;

export type ChargeRow = Pick<Selectable<SimulatedBankCharges>, (typeof columns)[number]>;

/** A row of the books as the shop is told it. */
export function toCharge(row: ChargeRow): ProviderCharge {
  return {
    id: row.id,
    merchantReference: row.merchant_reference,
    orderCode: row.order_code,
    amountCents: row.amount_cents,
    currency: row.currency,
    state: row.status,
    refusal: row.last_refusal,
  };
}

/** Opens a charge unless the shop's reference has one already. */
export async function insertCharge(
  tx: Tx,
  charge: {
    id: string;
    clientSecret: string;
    merchantReference: string;
    orderCode: string;
    amountCents: number;
    currency: string;
  },
): Promise<void> {
  await tx
    .insertInto('simulated_bank.charges')
    .values({
      id: charge.id,
      client_secret: charge.clientSecret,
      merchant_reference: charge.merchantReference,
      order_code: charge.orderCode,
      amount_cents: charge.amountCents,
      currency: charge.currency,
    })
    .onConflict((conflict) => conflict.column('merchant_reference').doNothing())
    .execute();
}

export async function findChargeByReference(db: Db, merchantReference: string): Promise<ChargeRow> {
  return db
    .selectFrom('simulated_bank.charges')
    .select(columns)
    .where('merchant_reference', '=', merchantReference)
    .executeTakeFirstOrThrow();
}

export async function findCharge(db: Db, id: string): Promise<ChargeRow> {
  return db.selectFrom('simulated_bank.charges').select(columns).where('id', '=', id).executeTakeFirstOrThrow();
}

/** Reads a charge and keeps others from changing it until the transaction ends. */
export async function lockCharge(tx: Tx, id: string): Promise<ChargeRow> {
  return tx
    .selectFrom('simulated_bank.charges')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function captureCharge(tx: Tx, id: string, cardLastFour: string): Promise<ChargeRow> {
  return tx
    .updateTable('simulated_bank.charges')
    .set({ status: 'captured', captured_at: sql<Date>`now()`, last_refusal: null, card_last_four: cardLastFour })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function declineCharge(
  tx: Tx,
  id: string,
  refusal: NonNullable<ChargeRow['last_refusal']>,
  cardLastFour: string,
): Promise<ChargeRow> {
  return tx
    .updateTable('simulated_bank.charges')
    .set({ last_refusal: refusal, card_last_four: cardLastFour })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function endCharge(tx: Tx, id: string): Promise<ChargeRow> {
  return tx
    .updateTable('simulated_bank.charges')
    .set({ status: 'closed' })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** Writes a refund down; false when the shop's reference already has one. */
export async function insertRefund(
  tx: Tx,
  refund: { merchantReference: string; chargeId: string; amountCents: number },
): Promise<boolean> {
  const rows = await tx
    .insertInto('simulated_bank.refunds')
    .values({
      merchant_reference: refund.merchantReference,
      charge_id: refund.chargeId,
      amount_cents: refund.amountCents,
    })
    .onConflict((conflict) => conflict.column('merchant_reference').doNothing())
    .returning('merchant_reference')
    .execute();
  return rows.length > 0;
}

/** Adds to what went back. Violates the CHECK of the books when that is more than came in. */
export async function addRefunded(tx: Tx, id: string, amountCents: number): Promise<ChargeRow> {
  return tx
    .updateTable('simulated_bank.charges')
    .set((row) => ({ refunded_cents: row('refunded_cents', '+', amountCents) }))
    .where('id', '=', id)
    .where('status', '=', 'captured')
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function insertEvent(
  tx: Tx,
  event: { id: string; chargeId: string; kind: string; body: string },
): Promise<void> {
  await tx
    .insertInto('simulated_bank.events')
    .values({ id: event.id, charge_id: event.chargeId, kind: event.kind, body: event.body })
    .execute();
}

export async function findEvent(db: Db, id: string): Promise<{ body: string; delivered_at: Date | null }> {
  return db
    .selectFrom('simulated_bank.events')
    .select(['body', 'delivered_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export async function markDelivered(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('simulated_bank.events').set({ delivered_at: sql<Date>`now()` }).where('id', '=', id).execute();
}
