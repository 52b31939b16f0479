import type { Tx } from '../../../platform/database/database.ts';

/** Keeps an event's id with its effect, in one transaction; false when the event was taken before. */
export async function insertProviderEvent(
  tx: Tx,
  event: { provider: string; eventId: string; paymentId: string; kind: string },
): Promise<boolean> {
  const rows = await tx
    .insertInto('payments.provider_events')
    .values({
      provider: event.provider,
      event_id: event.eventId,
      payment_id: event.paymentId,
      kind: event.kind,
    })
    .onConflict((conflict) => conflict.columns(['provider', 'event_id']).doNothing())
    .returning('event_id')
    .execute();
  return rows.length > 0;
}
