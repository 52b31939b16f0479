import { randomUUID } from 'node:crypto';
import type { Examples } from './example.ts';
import { withCreditNote, withOrder, withPaidOrder } from './examples-sale.ts';
import type { World } from './world.ts';

const paid = async (world: World) => ({ params: { code: (await withPaidOrder(world)).order.code } });

/** A refund of a paid order that another admin has asked for. */
async function withRequest(world: World): Promise<{ params: { id: string } }> {
  const { order } = await withPaidOrder(world);
  const id = randomUUID();
  const { id: orderId } = await world.shop.db
    .selectFrom('orders.orders')
    .select('id')
    .where('code', '=', order.code)
    .executeTakeFirstOrThrow();
  const amounts = { amount_cents: order.total.cents, reason: 'essai', asked_by: randomUUID() };
  await world.shop.db
    .insertInto('orders.refund_requests')
    .values({ id, order_id: orderId, ticket_ids: order.ticketIds, ...amounts })
    .execute();
  return { params: { id } };
}

/** What admins do with orders. */
export const orderExamples: Examples = {
  'orders.read-for-office': paid,
  'orders.check-payment': paid,
  'orders.cancel-unpaid': async (world) => ({
    params: { code: (await withOrder(world)).order.code },
    body: { reason: 'essai' },
  }),
  'invoices.read-for-office': paid,
  'invoices.read-credit-note-for-office': async (world) => ({ params: (await withCreditNote(world)).params }),
  'orders.approve-refund': withRequest,
  'orders.decline-refund': async (world) => ({ ...(await withRequest(world)), body: { reason: 'essai' } }),
};
