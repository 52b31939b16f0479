import { type Static, Type } from 'typebox';
import { CategoryCode, closed, Instant, OfferCode, OrderCode, SessionCode, SessionSummary, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { OrderDocument } from './invoices.ts';
import { MoneySchema } from './money.ts';
import { PaymentStatus } from './payments.ts';
import { orderStatuses } from './rules/order-states.ts';

export const OrderStatus = Type.Enum([...orderStatuses]);

export const OrderLine = Type.Object(
  {
    session: SessionCode,
    summary: SessionSummary,
    category: CategoryCode,
    offer: OfferCode,
    offerName: Type.String(),
    quantity: Type.Integer(),
    places: Type.Integer({ description: 'Places of the whole line' }),
    unitPrice: MoneySchema,
    amount: MoneySchema,
  },
  closed,
);

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
    ticketIds: Type.Array(Uuid),
    documents: Type.Array(OrderDocument, { description: 'Invoice and credit notes, the oldest first' }),
  },
  closed,
);
export type Order = Static<typeof Order>;

const customer = { kind: 'login', roles: ['customer', 'controller', 'admin'] } as const;

export const placeOrder = defineEndpoint({
  id: 'orders.place',
  method: 'POST',
  path: '/orders',
  summary: 'Turn the cart into an order to be paid; amounts come from the catalogue',
  access: customer,
  body: Type.Object({ acceptTerms: Type.Literal(true), cartId: Uuid }, closed),
  replies: { 201: Order },
  refusals: ['cart_empty', 'hold_expired', 'limit_per_session', 'limit_per_account', 'sales_closed', 'not_found'],
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

export const readOrder = defineEndpoint({
  id: 'orders.read',
  method: 'GET',
  path: '/orders/:code',
  summary: 'One order of the caller',
  access: { ...customer, owns: 'order' },
  params: Type.Object({
    code: Type.String({
      pattern: '^[A-HJ-NP-Za-hj-np-z2-9]{6}$',
      description: 'Order code as people write it: 2 is read as Z, 4 as A, 5 as S, 6 as G, small letters as capitals',
    }),
  }),
  replies: { 200: Order },
  refusals: ['not_found'],
});
