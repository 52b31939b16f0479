import { type Static, Type } from 'typebox';
import { closed, Instant, Locale, OrderCode, SessionCode, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';
import { MoneySchema } from './money.ts';
import { Order, OrderCodeParams, OrderStatus, OrderTicket } from './orders.ts';
import { PaymentStatus } from './payments.ts';
import { Refund } from './refunds.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;

/** By what an order was found. `holder`: a name on one of its tickets, or the account that a ticket was given to. */
export const orderHits = ['code', 'email', 'buyer', 'holder', 'ticket', 'payment', 'refund'] as const;
export type OrderHit = (typeof orderHits)[number];

const Buyer = Type.Object(
  { id: Uuid, name: Type.String(), email: Type.String() },
  { ...closed, description: 'Empty texts once the account was erased' },
);

/** An order in the list of all. */
export const OfficeOrderRow = Type.Object(
  {
    code: OrderCode,
    status: OrderStatus,
    total: MoneySchema,
    refunded: Type.Object({ ...MoneySchema.properties }, { ...closed, description: 'Gone back, or on its way' }),
    tickets: Type.Integer({ description: 'All that were issued' }),
    createdAt: Instant,
    buyer: Buyer,
    hit: Type.Union([Type.Enum([...orderHits]), Type.Null()], { description: 'By what it was found' }),
  },
  closed,
);
export type OfficeOrderRow = Static<typeof OfficeOrderRow>;

export const findOrders = defineEndpoint({
  id: 'orders.find',
  method: 'GET',
  path: '/admin/orders',
  summary: 'All orders, newest first; one text finds by order code, address, name, ticket, payment and provider’s id',
  access: admin,
  query: Type.Object(
    {
      q: Type.Optional(Type.String({ minLength: 1, maxLength: limits.emailMaxCharacters })),
      status: Type.Optional(OrderStatus),
      session: Type.Optional(SessionCode),
      from: Type.Optional(Instant),
      to: Type.Optional(Instant),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.pageMax })),
    },
    closed,
  ),
  replies: {
    200: Type.Object(
      {
        items: Type.Array(OfficeOrderRow),
        nextCursor: Type.Union([Type.String(), Type.Null()]),
        tooMany: Type.Boolean({
          description: 'A name that more have than are looked at: a further word finds the rest',
        }),
      },
      closed,
    ),
  },
});

const OfficeTicket = Type.Object(
  {
    ...OrderTicket.properties,
    holders: Type.String({ description: 'All names on it, with commas; empty when there are none' }),
    owner: Type.Union([Type.String(), Type.Null()], { description: 'Name of the account it was given to' }),
    entries: Type.Integer({ description: 'Places that have entered' }),
    inside: Type.Integer(),
    firstEntry: Type.Union([
      Type.Object({ at: Instant, gate: Type.Union([Type.String(), Type.Null()]) }, closed),
      Type.Null(),
    ]),
  },
  closed,
);
export type OfficeTicket = Static<typeof OfficeTicket>;

const OfficeRefund = Type.Object(
  { ...Refund.properties, sentAs: Type.String({ description: 'What the provider knows it by' }) },
  closed,
);

export const officeMailKinds = ['confirmation', 'confirmation_again', 'cancellation'] as const;

const { lines, documents, timeline, createdAt, paidAt, expiresAt, total, includedVat, refunded } = Order.properties;

/** An order with all that hangs on it, for one panel. */
export const OfficeOrder = Type.Object(
  {
    code: OrderCode,
    status: OrderStatus,
    total,
    includedVat,
    refunded,
    createdAt,
    paidAt,
    expiresAt,
    buyer: Type.Object({ ...Buyer.properties, locale: Locale }, closed),
    lines,
    tickets: Type.Array(OfficeTicket),
    payment: Type.Object(
      {
        id: Uuid,
        provider: Type.String(),
        providerId: Type.Union([Type.String(), Type.Null()], { description: 'The provider’s own id of the charge' }),
        status: PaymentStatus,
        failure: Type.Union([Type.String(), Type.Null()]),
        amount: MoneySchema,
      },
      closed,
    ),
    refunds: Type.Array(OfficeRefund, { description: 'The oldest first' }),
    cancellations: Type.Array(
      Type.Object(
        {
          at: Instant,
          by: Type.Enum(['buyer', 'admin', 'organiser']),
          name: Type.Union([Type.String(), Type.Null()], { description: 'Of the admin who decided it' }),
          reason: Type.Union([Type.String(), Type.Null()]),
          tickets: Type.Integer(),
          amount: MoneySchema,
        },
        closed,
      ),
    ),
    documents,
    mails: Type.Array(Type.Object({ at: Instant, kind: Type.Enum([...officeMailKinds]) }, closed), {
      description: 'What was sent to the buyer, or handed over to be sent; the oldest first',
    }),
    timeline,
    waitingRequest: Type.Union([Uuid, Type.Null()], { description: 'A refund of it that waits for a second admin' }),
  },
  closed,
);
export type OfficeOrder = Static<typeof OfficeOrder>;

export const readOfficeOrder = defineEndpoint({
  id: 'orders.read-for-office',
  method: 'GET',
  path: '/admin/orders/:code',
  summary: 'Everything about one order: buyer, lines, tickets, money, documents, mails, timeline',
  access: admin,
  params: OrderCodeParams,
  replies: { 200: OfficeOrder },
  refusals: ['not_found'],
});

/** What a payment is here and at its provider. */
export const PaymentCheck = Type.Object(
  {
    verdict: Type.Enum(['same', 'differs', 'unreachable', 'not_started'], {
      description: 'not_started: the provider was never asked for this money',
    }),
    here: Type.Object({ status: PaymentStatus, amount: MoneySchema }, closed),
    there: Type.Union([
      Type.Object(
        {
          state: Type.Enum(['open', 'requires_action', 'processing', 'captured', 'closed', 'unknown']),
          amount: Type.Union([MoneySchema, Type.Null()]),
        },
        closed,
      ),
      Type.Null(),
    ]),
    at: Instant,
  },
  closed,
);
export type PaymentCheck = Static<typeof PaymentCheck>;

export const checkPayment = defineEndpoint({
  id: 'orders.check-payment',
  method: 'GET',
  path: '/admin/orders/:code/payment',
  summary: 'Asks the provider now what became of the payment, and compares it with what is known here',
  access: admin,
  params: OrderCodeParams,
  replies: { 200: PaymentCheck },
  refusals: ['not_found'],
});

const Reason = Type.String({ minLength: 1, maxLength: limits.reasonMaxCharacters, pattern: '\\S' });

export const cancelUnpaid = defineEndpoint({
  id: 'orders.cancel-unpaid',
  method: 'POST',
  path: '/admin/orders/:code/cancel',
  summary: 'Gives up an order that is not paid: its payment is closed at the provider first, then its places are free',
  access: admin,
  params: OrderCodeParams,
  body: Type.Object({ reason: Reason }, closed),
  replies: { 200: OfficeOrder },
  refusals: ['not_found', 'order_not_cancellable', 'order_paid_meanwhile', 'payment_provider_unreachable'],
  idempotencyKey: true,
});

export const readInvoiceForOffice = defineEndpoint({
  id: 'invoices.read-for-office',
  method: 'GET',
  path: '/admin/orders/:code/invoice.pdf',
  summary: 'The invoice of any paid order as a PDF',
  access: admin,
  params: Type.Object({ code: OrderCode }),
  replies: { 200: { file: 'application/pdf' } },
  refusals: ['not_found'],
});

export const readCreditNoteForOffice = defineEndpoint({
  id: 'invoices.read-credit-note-for-office',
  method: 'GET',
  path: '/admin/orders/:code/credit-notes/:id',
  summary: 'A credit note of any order as a PDF',
  access: admin,
  params: Type.Object({ code: OrderCode, id: Uuid }),
  replies: { 200: { file: 'application/pdf' } },
  refusals: ['not_found'],
});
