import { type Static, Type } from 'typebox';
import { CategoryCode, closed, Instant, OrderCode, SessionCode, SessionSummary, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';
import { MoneySchema } from './money.ts';
import { Order, OrderCodeParams, OrderStatus, OrderTicket } from './orders.ts';
import { refundStatuses } from './rules/refund-states.ts';

/** Who sees what goes back, and may stop it. */
export const refundStaff = { kind: 'login', roles: ['admin'] } as const;
/**
 * Who has money go back: the one place that says so for every endpoint, also for what a refund may ask for besides,
 * such as a second person above an amount.
 */
export const refundDeciders = { ...refundStaff, stepUp: true } as const;
const customer = { kind: 'login', roles: ['customer', 'controller', 'admin'] } as const;

/** Why money goes back, for whoever reads it later. */
export const Reason = Type.String({ minLength: 1, maxLength: limits.reasonMaxCharacters, pattern: '\\S' });
const chosen = Type.Optional(
  Type.Array(Uuid, { minItems: 1, maxItems: limits.ticketsPerCancellation, description: 'Absent: all that can be' }),
);
const expectedCents = Type.Optional(
  Type.Integer({ minimum: 0, description: 'The refund that the preview showed; refused when it is another by now' }),
);
const chosenQuery = Type.Object({
  tickets: Type.Optional(
    Type.String({
      pattern: '^[0-9a-fA-F-]{36}(,[0-9a-fA-F-]{36})*$',
      maxLength: limits.ticketsPerCancellation * 37,
      description: 'Ids with commas; absent: all that can be',
    }),
  ),
});

export const CancellationTicket = Type.Object(
  {
    ...OrderTicket.properties,
    session: SessionCode,
    summary: SessionSummary,
    category: CategoryCode,
    offerName: Type.String(),
    chosen: Type.Boolean({ description: 'Part of what would be taken back' }),
    entries: Type.Integer({ description: 'Places that have entered' }),
    cancellableUntil: Type.Union([Instant, Type.Null()]),
  },
  closed,
);
export type CancellationTicket = Static<typeof CancellationTicket>;

const previewFields = {
  code: OrderCode,
  status: OrderStatus,
  tickets: Type.Array(CancellationTicket),
  refund: Type.Object({ ...MoneySchema.properties }, { ...closed, description: 'Sum of the chosen tickets' }),
  refundVat: Type.Object({ ...MoneySchema.properties }, { ...closed, description: 'VAT contained in the refund' }),
  stays: Type.Object(
    { tickets: Type.Integer(), amount: MoneySchema },
    { ...closed, description: 'Tickets that stay valid, and what was paid for them' },
  ),
};

/** What a cancellation would give back; all zero for an order that is not paid yet. */
export const CancellationPreview = Type.Object(previewFields, closed);
export type CancellationPreview = Static<typeof CancellationPreview>;

export const previewCancellation = defineEndpoint({
  id: 'orders.preview-cancellation',
  method: 'GET',
  path: '/orders/:code/cancellation',
  summary: 'What cancelling an order, or some of its tickets, would give back',
  access: { ...customer, owns: 'order' },
  params: OrderCodeParams,
  query: chosenQuery,
  replies: { 200: CancellationPreview },
  refusals: ['not_found', 'order_not_cancellable'],
});

export const cancelOrder = defineEndpoint({
  id: 'orders.cancel',
  method: 'POST',
  path: '/orders/:code/cancel',
  summary: 'Give up an order that is not paid, or cancel tickets of a paid one: their price goes back',
  access: { ...customer, owns: 'order' },
  params: OrderCodeParams,
  body: Type.Object({ tickets: chosen, expectedCents }, closed),
  replies: { 200: Order },
  refusals: [
    'not_found',
    'order_not_cancellable',
    'order_paid_meanwhile',
    'ticket_not_cancellable',
    'transfer_open',
    'cancellation_closed',
    'refund_amount_changed',
    'payment_provider_unreachable',
  ],
  idempotencyKey: true,
});

export const Refund = Type.Object(
  {
    id: Uuid,
    amount: MoneySchema,
    status: Type.Enum([...refundStatuses]),
    reason: Type.Union([Type.String(), Type.Null()]),
    failure: Type.Union([Type.String(), Type.Null()], { description: 'What the provider said when it refused' }),
    requestedAt: Instant,
    succeededAt: Type.Union([Instant, Type.Null()]),
  },
  closed,
);
export type Refund = Static<typeof Refund>;

/** An order as whoever refunds it sees it. */
export const RefundPreview = Type.Object(
  {
    ...previewFields,
    buyer: Type.Object({ name: Type.String(), email: Type.String() }, closed),
    paid: MoneySchema,
    refunds: Type.Array(Refund, { description: 'All so far, the oldest first' }),
    needsApproval: Type.Boolean({ description: 'A second admin would have to approve this refund' }),
  },
  closed,
);
export type RefundPreview = Static<typeof RefundPreview>;

/** A refund that waits, or waited, for a second admin. */
export const RefundRequest = Type.Object(
  {
    id: Uuid,
    order: OrderCode,
    buyer: Type.String({ description: 'Name; empty once the account was erased' }),
    tickets: Type.Integer(),
    amount: MoneySchema,
    reason: Type.String(),
    status: Type.Enum(['waiting', 'approved', 'declined', 'outdated'], {
      description: 'outdated: the order came to another amount before anybody decided',
    }),
    askedBy: Type.String({ description: 'Name of the admin' }),
    own: Type.Boolean({ description: 'The caller asked for it, and cannot approve it' }),
    askedAt: Instant,
    decidedAt: Type.Union([Instant, Type.Null()]),
  },
  closed,
);
export type RefundRequest = Static<typeof RefundRequest>;

export const previewRefund = defineEndpoint({
  id: 'orders.preview-refund',
  method: 'GET',
  path: '/admin/orders/:code/refund',
  summary: 'What refunding an order, or some of its tickets, would give back, and what went back so far',
  access: refundStaff,
  params: OrderCodeParams,
  query: chosenQuery,
  replies: { 200: RefundPreview },
  refusals: ['not_found'],
});

export const refundOrder = defineEndpoint({
  id: 'orders.refund',
  method: 'POST',
  path: '/admin/orders/:code/refund',
  summary:
    'Take tickets of a paid order back and give their price back, whatever the deadline, used or not; above the amount of the settings it waits for a second admin (202)',
  access: refundDeciders,
  params: OrderCodeParams,
  body: Type.Object({ tickets: chosen, reason: Reason, expectedCents }, closed),
  replies: {
    200: RefundPreview,
    202: RefundRequest,
  },
  refusals: [
    'not_found',
    'order_not_cancellable',
    'ticket_not_cancellable',
    'refund_amount_changed',
    'refund_request_open',
  ],
  idempotencyKey: true,
});

export const retryRefund = defineEndpoint({
  id: 'payments.retry-refund',
  method: 'POST',
  path: '/admin/refunds/:id/retry',
  summary: 'Ask the provider again for a refund that it refused',
  access: refundDeciders,
  params: Type.Object({ id: Uuid }),
  replies: { 200: Refund },
  refusals: ['not_found', 'refund_not_failed'],
  idempotencyKey: true,
});
