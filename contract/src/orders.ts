import { type Static, Type } from 'typebox';
import { SessionChange } from './catalog.ts';
import {
  CategoryCode,
  closed,
  Instant,
  OfferCode,
  OrderCode,
  Places,
  SessionCode,
  SessionSummary,
  Uuid,
} from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { OrderDocument } from './invoices.ts';
import { MoneySchema } from './money.ts';
import { PaymentStatus } from './payments.ts';
import { cancellationBars } from './rules/cancellation.ts';
import { orderStatuses } from './rules/order-states.ts';
import { ticketStatuses } from './tickets.ts';

export const OrderStatus = Type.Enum([...orderStatuses]);

export const OrderLine = Type.Object(
  {
    position: Type.Integer({ description: 'Number of the line in its order' }),
    session: SessionCode,
    summary: SessionSummary,
    category: CategoryCode,
    offer: OfferCode,
    offerName: Type.String(),
    quantity: Type.Integer(),
    places: Type.Integer({ description: 'Places of the whole line' }),
    unitPrice: MoneySchema,
    amount: MoneySchema,
    cancellableUntil: Type.Union([Instant, Type.Null()], {
      description: 'Until when the buyer may cancel tickets of this line; null: not at all',
    }),
    change: Type.Union([SessionChange, Type.Null()], { description: 'The latest change of the session' }),
  },
  closed,
);

/** A ticket as its order shows it, also when it was given away or taken back; never its code or who enters. */
export const OrderTicket = Type.Object(
  {
    id: Uuid,
    line: Type.Integer({ description: 'Position of its line' }),
    price: MoneySchema,
    places: Places,
    status: Type.Enum([...ticketStatuses]),
    given: Type.Boolean({ description: 'Another account accepted it; it is not the buyer’s to show or cancel' }),
    bar: Type.Union([Type.Enum([...cancellationBars]), Type.Null()], {
      description: 'Why the buyer cannot cancel it now; null when they can',
    }),
  },
  closed,
);
export type OrderTicket = Static<typeof OrderTicket>;

export const timelineKinds = [
  'placed',
  'paid',
  'tickets_issued',
  'mail_sent',
  'scanned',
  'tickets_cancelled',
  'refund_requested',
  'refunded',
  'refund_failed',
  'expired',
  'cancelled',
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

export const TimelineEntry = Type.Object(
  {
    at: Instant,
    kind: Type.Enum([...timelineKinds]),
    amount: Type.Union([MoneySchema, Type.Null()]),
    tickets: Type.Union([Type.Integer(), Type.Null()], { description: 'How many tickets it is about' }),
    by: Type.Union([Type.Enum(['buyer', 'admin', 'organiser']), Type.Null()], {
      description: 'Who had tickets taken back; organiser: the session was cancelled or moved',
    }),
  },
  closed,
);
export type TimelineEntry = Static<typeof TimelineEntry>;

export const Order = Type.Object(
  {
    code: OrderCode,
    status: OrderStatus,
    total: MoneySchema,
    includedVat: MoneySchema,
    lines: Type.Array(OrderLine),
    payment: Type.Object(
      {
        id: Uuid,
        provider: Type.String(),
        status: PaymentStatus,
        clientSecret: Type.Union([Type.String(), Type.Null()], { description: 'Given while the payment is open' }),
        payUrl: Type.String({ description: 'Path of the page that takes the payment' }),
      },
      closed,
    ),
    createdAt: Instant,
    paidAt: Type.Union([Instant, Type.Null()]),
    expiresAt: Type.Union([Instant, Type.Null()], { description: 'While pending: pay before' }),
    ticketIds: Type.Array(Uuid, { description: 'Tickets that still are the buyer’s and were not taken back' }),
    documents: Type.Array(OrderDocument, { description: 'Invoice and credit notes, the oldest first' }),
    tickets: Type.Array(OrderTicket, { description: 'All that were issued, in the order of the lines' }),
    refunded: Type.Object({ ...MoneySchema.properties }, { ...closed, description: 'Gone back, or on its way' }),
    timeline: Type.Array(TimelineEntry, { description: 'What happened, the oldest first' }),
  },
  closed,
);
export type Order = Static<typeof Order>;

/** An order code in a path. */
export const OrderCodeParams = Type.Object({
  code: Type.String({
    pattern: '^[A-HJ-NP-Za-hj-np-z2-9]{6}$',
    description: 'Order code as people write it: 2 is read as Z, 4 as A, 5 as S, 6 as G, small letters as capitals',
  }),
});

const customer = { kind: 'login', roles: ['customer', 'controller', 'admin'] } as const;

export const placeOrder = defineEndpoint({
  id: 'orders.place',
  method: 'POST',
  path: '/orders',
  summary: 'Turn the cart into an order to be paid; amounts come from the catalogue',
  access: customer,
  body: Type.Object({ acceptTerms: Type.Literal(true), cartId: Uuid }, closed),
  replies: { 201: Order },
  refusals: [
    'cart_empty',
    'hold_expired',
    'limit_per_session',
    'limit_per_account',
    'sales_closed',
    'sale_closed',
    'amount_too_small',
    'not_found',
  ],
  idempotencyKey: true,
});

export const listOrders = defineEndpoint({
  id: 'orders.list',
  method: 'GET',
  path: '/orders',
  summary: 'The caller’s orders, newest first',
  access: customer,
  query: Type.Object({
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  replies: {
    200: Type.Object({ items: Type.Array(Order), nextCursor: Type.Union([Type.String(), Type.Null()]) }, closed),
  },
});

export const ConfirmationSent = Type.Object({ to: Type.String({ description: 'Address of the buyer' }) }, closed);

const resent = {
  params: OrderCodeParams,
  replies: { 202: ConfirmationSent },
  refusals: ['not_found', 'no_confirmation', 'confirmation_sent_often'],
  idempotencyKey: true,
} as const;

export const resendConfirmation = defineEndpoint({
  id: 'orders.resend-confirmation',
  method: 'POST',
  path: '/orders/:code/confirmation',
  summary: 'Send the confirmation of a paid order to its buyer again, with invoice and tickets',
  access: { ...customer, owns: 'order' },
  ...resent,
});

export const resendConfirmationForBuyer = defineEndpoint({
  id: 'orders.resend-confirmation-for-buyer',
  method: 'POST',
  path: '/admin/orders/:code/confirmation',
  summary: 'Send the confirmation of any paid order to its buyer again',
  access: { kind: 'login', roles: ['admin'] },
  ...resent,
});

export const readOrder = defineEndpoint({
  id: 'orders.read',
  method: 'GET',
  path: '/orders/:code',
  summary: 'One order of the caller',
  access: { ...customer, owns: 'order' },
  params: OrderCodeParams,
  replies: { 200: Order },
  refusals: ['not_found'],
});
