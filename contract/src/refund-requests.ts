import { type Static, Type } from 'typebox';
import { closed, Instant, OrderCode, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';
import { Refund, RefundRequest } from './refunds.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;
const decider = { ...admin, stepUp: true } as const;
const params = Type.Object({ id: Uuid });
const Reason = Type.String({ minLength: 1, maxLength: limits.reasonMaxCharacters, pattern: '\\S' });
const page = Type.Object({ cursor: Type.Optional(Uuid) }, closed);

export const listRefundRequests = defineEndpoint({
  id: 'orders.list-refund-requests',
  method: 'GET',
  path: '/admin/refund-requests',
  summary: 'Refunds above the amount of the settings that wait for a second admin, the oldest first',
  access: admin,
  query: page,
  replies: {
    200: Type.Object({ items: Type.Array(RefundRequest), nextCursor: Type.Union([Uuid, Type.Null()]) }, closed),
  },
});

export const approveRefund = defineEndpoint({
  id: 'orders.approve-refund',
  method: 'POST',
  path: '/admin/refund-requests/:id/approve',
  summary: 'Another admin than who asked has the money go back; refused once the order comes to another amount',
  access: decider,
  params,
  replies: { 200: RefundRequest },
  refusals: [
    'not_found',
    'refund_request_decided',
    'refund_request_own',
    'refund_amount_changed',
    'order_not_cancellable',
    'ticket_not_cancellable',
  ],
  idempotencyKey: true,
});

export const declineRefund = defineEndpoint({
  id: 'orders.decline-refund',
  method: 'POST',
  path: '/admin/refund-requests/:id/decline',
  summary: 'An admin declines a refund that waits; who asked for it takes it back so',
  access: admin,
  params,
  body: Type.Object({ reason: Reason }, closed),
  replies: { 200: RefundRequest },
  refusals: ['not_found', 'refund_request_decided'],
  idempotencyKey: true,
});

/** A refund that its provider refused, with the order that it is of. */
export const FailedRefund = Type.Object({ ...Refund.properties, order: OrderCode, failedAt: Instant }, closed);
export type FailedRefund = Static<typeof FailedRefund>;

export const listFailedRefunds = defineEndpoint({
  id: 'payments.list-failed-refunds',
  method: 'GET',
  path: '/admin/refunds/failed',
  summary: 'Refunds that a provider refused and that are owed all the same, the oldest first',
  access: admin,
  query: page,
  replies: {
    200: Type.Object({ items: Type.Array(FailedRefund), nextCursor: Type.Union([Uuid, Type.Null()]) }, closed),
  },
});
