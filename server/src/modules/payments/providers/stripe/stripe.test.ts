import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Fault, standInPublicKey, StripeStandIn } from '../../../../../test/stripe-stand-in.ts';
import { type Config, readConfig } from '../../../../config.ts';
import { systemClock } from '../../../../platform/clock.ts';
import { createLogger } from '../../../../platform/log.ts';
import type { ChargeRequest, PaymentProvider } from '../provider.ts';
import { refusalOf } from './intent.ts';
import { openStripe } from './stripe.ts';

// The adapter through the real SDK, against the stand-in of Stripe's API on this machine.

const standIn = new StripeStandIn();
let config: Config;
let stripe: PaymentProvider;

beforeAll(async () => {
  await standIn.start();
  config = readConfig(standIn.environment());
  const opened = openStripe({ config, log: createLogger('silent'), clock: systemClock });
  if (opened === null) throw new Error('Stripe is not on');
  stripe = opened;
});
beforeEach(() => {
  standIn.calls.length = 0;
  standIn.faults.length = 0;
  standIn.books.refundsPend = false;
});
afterAll(() => standIn.close());

function request(): ChargeRequest {
  const paymentId = randomUUID();
  return { paymentId, orderCode: 'ABCDEF', amountCents: 9_000, currency: 'EUR', returnUrl: `/paiement/${paymentId}` };
}

async function paid(): Promise<{ chargeId: string; paymentId: string }> {
  const wanted = request();
  const { charge } = await stripe.createCharge(wanted);
  standIn.books.confirm(charge.id, 'pm_card_visa');
  return { chargeId: charge.id, paymentId: wanted.paymentId };
}

function failNext(on: string, ...how: Fault[]): void {
  standIn.faults.push(...how.map((one) => ({ on, how: one })));
}

test('a charge is a PaymentIntent for cards with the order in its metadata, under a key made of the payment', async () => {
  const wanted = request();
  const { charge, clientSecret, checkout } = await stripe.createCharge(wanted);
  expect(standIn.calls).toEqual([
    {
      method: 'POST',
      path: '/v1/payment_intents',
      idempotencyKey: `payment-${wanted.paymentId}`,
      params: {
        amount: '9000',
        currency: 'eur',
        description: 'ABCDEF',
        'allowed_payment_method_types[0]': 'card',
        'metadata[og_payment]': wanted.paymentId,
        'metadata[og_order]': 'ABCDEF',
      },
    },
  ]);
  const intent = standIn.intentOf({ id: wanted.paymentId });
  expect(charge).toEqual({
    id: intent.id,
    merchantReference: wanted.paymentId,
    orderCode: 'ABCDEF',
    amountCents: 9_000,
    currency: 'EUR',
    state: 'open',
    refusal: null,
  });
  expect(clientSecret).toBe(intent.client_secret);
  expect(checkout).toEqual({ kind: 'stripe', publishableKey: standInPublicKey, clientSecret });
});

test('asked twice and at once for one payment there is one intent; another amount under its key is refused', async () => {
  const wanted = request();
  const all = await Promise.all([1, 2, 3, 4].map(() => stripe.createCharge(wanted)));
  const { id } = standIn.intentOf({ id: wanted.paymentId });
  expect(all.map(({ charge }) => charge.id)).toEqual([id, id, id, id]);
  await expect(stripe.createCharge({ ...wanted, amountCents: 1_000 })).rejects.toThrow(/idempotency/i);
  expect(standIn.intentOf({ id: wanted.paymentId }).amount).toBe(9_000);
});

test.each<Fault>(['reset_before', 'reset_after', 'unavailable', 'silence_after'])(
  'a call that meets “%s” is sent again by the SDK under the same key, and there is one intent',
  async (fault) => {
    const wanted = request();
    failNext('POST /v1/payment_intents', fault);
    const { charge } = await stripe.createCharge(wanted);
    expect(standIn.intentOf({ id: wanted.paymentId }).id).toBe(charge.id);
    const keys = standIn.calls.map((call) => call.idempotencyKey);
    expect(keys).toEqual(Array<string>(2).fill(`payment-${wanted.paymentId}`));
  },
);

test('tries are bounded: a Stripe that stays away is an error, and the next question finds it back', async () => {
  const wanted = request();
  failNext('POST /v1/payment_intents', 'unavailable', 'unavailable');
  await expect(stripe.createCharge(wanted)).rejects.toMatchObject({ name: 'StripeCallError', status: 503 });
  expect(standIn.calls).toHaveLength(2);
  failNext('POST /v1/payment_intents', 'rate_limited');
  await expect(stripe.createCharge(wanted)).rejects.toMatchObject({ status: 429, code: 'rate_limit' });
  expect(standIn.calls).toHaveLength(3);
  await stripe.createCharge(wanted);
  expect(standIn.intentOf({ id: wanted.paymentId }).status).toBe('requires_payment_method');
});

test('an error that Stripe keeps under its key for a day does not keep the order from being paid', async () => {
  const wanted = request();
  failNext('POST /v1/payment_intents', 'server_error');
  const { charge } = await stripe.createCharge(wanted);
  const again = await stripe.createCharge(wanted);
  expect(again.charge.id).toBe(charge.id);
  const first = `payment-${wanted.paymentId}`;
  expect(standIn.calls.map((call) => call.idempotencyKey)).toEqual([first, `${first}-2`, first, `${first}-2`]);
});

test('a charge is read as it is: declined, to be authenticated, being decided, captured', async () => {
  const wanted = request();
  const { id } = (await stripe.createCharge(wanted)).charge;
  const cards = [
    ['pm_card_chargeDeclined', 'open', 'card_declined'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'open', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'open', 'expired_card'],
    ['pm_card_authenticationRequired', 'requires_action', null],
  ] as const;
  for (const [card, state, refusal] of cards) {
    standIn.books.confirm(id, card);
    expect(await stripe.readCharge(id)).toMatchObject({ state, refusal });
  }
  standIn.books.decide(id, false);
  expect(await stripe.readCharge(id)).toMatchObject({ state: 'open', refusal: 'authentication_failed' });
  standIn.books.confirm(id, 'pm_card_slow');
  expect(await stripe.readCharge(id)).toMatchObject({ state: 'processing', refusal: null });
  standIn.books.decide(id, true);
  expect(await stripe.readCharge(id)).toMatchObject({ state: 'captured', amountCents: 9_000 });
});

test.each([
  [{ type: 'card_error', code: 'card_declined', decline_code: 'stolen_card' }, 'card_declined'],
  [{ type: 'card_error', code: 'card_declined', decline_code: 'authentication_required' }, 'authentication_failed'],
  [{ type: 'card_error', code: 'incorrect_cvc' }, 'card_declined'],
  [{ type: 'card_error', code: 'expired_card' }, 'expired_card'],
  [{ type: 'api_error' }, 'card_declined'],
] as const)('%o is told to the payer as %s', (error, refusal) => {
  expect(refusalOf(error)).toBe(refusal);
});

test('a closed charge can never be paid; one that was paid meanwhile says so; one being decided is not final', async () => {
  const open = (await stripe.createCharge(request())).charge.id;
  expect(await stripe.closeCharge(open)).toMatchObject({ state: 'closed' });
  expect(await stripe.closeCharge(open)).toMatchObject({ state: 'closed' });
  expect(() => standIn.books.confirm(open, 'pm_card_visa')).toThrow();

  const authenticating = (await stripe.createCharge(request())).charge.id;
  standIn.books.confirm(authenticating, 'pm_card_authenticationRequired');
  expect(await stripe.closeCharge(authenticating)).toMatchObject({ state: 'closed' });

  const { chargeId } = await paid();
  expect(await stripe.closeCharge(chargeId)).toMatchObject({ state: 'captured' });

  const slow = (await stripe.createCharge(request())).charge.id;
  standIn.books.confirm(slow, 'pm_card_slow');
  await expect(stripe.closeCharge(slow)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
  standIn.books.decide(slow, true);
  expect(await stripe.closeCharge(slow)).toMatchObject({ state: 'captured' });
});

test('what is thrown, and the configuration, show no key and no client secret', async () => {
  const slow = (await stripe.createCharge(request())).charge.id;
  standIn.books.confirm(slow, 'pm_card_slow');
  const thrown: unknown = await stripe.closeCharge(slow).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Error);
  // All that a log line of it could hold.
  const shown = [thrown, { ...Object(thrown) }, config]
    .map((one) => inspect(one, { depth: 9, showHidden: true }))
    .join();
  expect(JSON.stringify({ config })).not.toMatch(/sk_test|whsec_/);
  expect(shown).toContain('payment_intent_unexpected_state');
  expect(shown).not.toContain(standIn.books.intent(slow).client_secret);
  expect(shown).not.toMatch(/sk_test|whsec_/);
});

test('refunds: parts up to the whole, never more, once per id even a day later', async () => {
  const { chargeId } = await paid();
  const first = { chargeId, refundId: randomUUID(), amountCents: 4_000 };
  expect(await Promise.all([stripe.refund(first), stripe.refund(first)])).toEqual(['succeeded', 'succeeded']);
  standIn.forgetKeys();
  expect(await stripe.refund(first)).toBe('succeeded');
  expect(standIn.books.refundedCents(chargeId)).toBe(4_000);
  const tooMuch = { chargeId, refundId: randomUUID(), amountCents: 5_001 };
  await expect(stripe.refund(tooMuch)).rejects.toMatchObject({ code: 'invalid_charge_amount' });
  expect(await stripe.refund({ chargeId, refundId: randomUUID(), amountCents: 5_000 })).toBe('succeeded');
  expect(standIn.books.refundedCents(chargeId)).toBe(9_000);
  const created = standIn.calls.find((call) => call.method === 'POST' && call.path === '/v1/refunds');
  expect(created).toMatchObject({
    idempotencyKey: `refund-${first.refundId}`,
    params: { payment_intent: chargeId, amount: '4000', 'metadata[og_refund]': first.refundId },
  });
});

test('a refund that was given and not answered is found again; one on its way is said to be', async () => {
  const { chargeId } = await paid();
  const refund = { chargeId, refundId: randomUUID(), amountCents: 9_000 };
  standIn.books.refundsPend = true;
  failNext('POST /v1/refunds', 'reset_after', 'reset_after');
  await expect(stripe.refund(refund)).rejects.toMatchObject({ name: 'StripeCallError', status: null });
  standIn.forgetKeys();
  expect(await stripe.refund(refund)).toBe('pending');
  expect(standIn.books.refundedCents(chargeId)).toBe(9_000);
  const given = standIn.books.refunds.values().find((one) => one.payment_intent === chargeId);
  standIn.books.endRefund(given?.id ?? '', 'succeeded');
  expect(await stripe.refund(refund)).toBe('succeeded');
  standIn.books.endRefund(given?.id ?? '', 'failed');
  expect(await stripe.refund(refund)).toBe('failed');
});
