import { type Static, Type } from 'typebox';
import { closed, Instant, OrderCode, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { MoneySchema } from './money.ts';
import { paymentFailures, paymentStatuses } from './rules/payment-states.ts';

export const PaymentStatus = Type.Enum([...paymentStatuses]);

/** How the payer pays: at an address of the provider, or in the provider's element on our own page. */
export const Checkout = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('redirect'),
      url: Type.String({ description: 'Hosted form of the provider; a path when it stands under this server' }),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('stripe'), publishableKey: Type.String(), clientSecret: Type.String() }, closed),
]);
export type Checkout = Static<typeof Checkout>;

export const Payment = Type.Object(
  {
    id: Uuid,
    orderCode: OrderCode,
    provider: Type.String(),
    amount: MoneySchema,
    status: PaymentStatus,
    reason: Type.Union([Type.Enum([...paymentFailures]), Type.Null()], {
      description: 'Why the last try failed; after any but order_expired another card may be tried',
    }),
    clientSecret: Type.Union([Type.String(), Type.Null()], { description: 'Given while the payment is open' }),
    checkout: Type.Union([Checkout, Type.Null()], {
      description: 'Null until the provider has answered, and once nothing can be paid any more',
    }),
    upToDate: Type.Boolean({
      description: 'False when the provider could not be asked just now: it may know more, the money may be taken',
    }),
    expiresAt: Type.Union([Instant, Type.Null()], { description: 'While open: pay before' }),
  },
  closed,
);
export type Payment = Static<typeof Payment>;

const customer = { kind: 'login', roles: ['customer', 'controller', 'admin'] } as const;

export const readPayment = defineEndpoint({
  id: 'payments.read',
  method: 'GET',
  path: '/payments/:id',
  summary: 'A payment of the caller; asks the provider when its end is not known yet',
  access: { ...customer, owns: 'payment' },
  params: Type.Object({ id: Uuid }),
  replies: { 200: Payment },
  refusals: ['not_found'],
});

export const receiveWebhook = defineEndpoint({
  id: 'payments.receive-webhook',
  method: 'POST',
  path: '/payments/webhooks/:provider',
  summary: 'Event of a payment provider: raw body, signature header',
  access: { kind: 'provider' },
  params: Type.Object({ provider: Type.String({ pattern: '^[a-z-]{1,30}$' }) }),
  replies: { 204: null },
  refusals: ['webhook_refused', 'not_found'],
});

export const confirmSimulatedPayment = defineEndpoint({
  id: 'payments.confirm-simulated',
  method: 'POST',
  path: '/simulated-bank/payments/:id/confirm',
  summary: 'The simulated bank’s card form; exists only with the simulated provider',
  access: { ...customer, owns: 'payment' },
  params: Type.Object({ id: Uuid }),
  body: Type.Object(
    {
      clientSecret: Type.String({ minLength: 1, maxLength: 200 }),
      cardNumber: Type.String({ pattern: '^[0-9 ]{12,23}$' }),
      expiry: Type.String({ pattern: '^(0[1-9]|1[0-2])/[0-9]{2}$' }),
      cvc: Type.String({ pattern: '^[0-9]{3,4}$' }),
    },
    closed,
  ),
  replies: { 200: Payment },
  refusals: ['card_invalid', 'payment_not_payable', 'order_expired', 'not_found'],
  // Not even a hash of a card's number is kept; paying twice is prevented by the payment itself.
  holdsSecret: true,
});

export const answerSimulatedChallenge = defineEndpoint({
  id: 'payments.answer-simulated-challenge',
  method: 'POST',
  path: '/simulated-bank/payments/:id/challenge',
  summary: 'The simulated bank’s 3-D Secure page; exists only with the simulated provider',
  access: { ...customer, owns: 'payment' },
  params: Type.Object({ id: Uuid }),
  body: Type.Object({ accept: Type.Boolean() }, closed),
  replies: { 200: Payment },
  refusals: ['payment_not_payable', 'order_expired', 'not_found'],
  // The reply of an open payment holds what lets it be paid.
  holdsSecret: true,
});
