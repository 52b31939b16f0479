import type { Tx } from '../../../platform/database/database.ts';
import type { Entry } from '../rules/booking.ts';

export type EventKind = 'capture' | 'sale' | 'cancellation' | 'refund';

/** Writes an event of an order; null when this very one is in the books. */
export async function insertTransaction(
  tx: Tx,
  event: { kind: EventKind; reference: string; orderId: string },
): Promise<number | null> {
  const row = await tx
    .insertInto('accounting.transactions')
    .values({ kind: event.kind, reference: event.reference, order_id: event.orderId })
    .onConflict((conflict) => conflict.columns(['kind', 'reference']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Writes the entries of an event. The database refuses the commit when they do not sum to zero. */
export async function insertEntries(tx: Tx, transactionId: number, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx
    .insertInto('accounting.entries')
    .values(
      entries.map((entry, i) => ({
        transaction_id: transactionId,
        position: i + 1,
        account: entry.account,
        provider: entry.provider,
        vat_basis_points: entry.vatBasisPoints,
        amount_cents: entry.amountCents,
      })),
    )
    .execute();
}
