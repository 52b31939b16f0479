import { testCards } from '@og-tickets/contract/rules/test-cards.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { Payment } from '@og-tickets/contract/payments.ts';
import { inject } from 'vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BankProcess, freePort, startBankProcess } from '../../test/bank-process.ts';
import { bankEventsOf, booksOf } from '../../test/bank.ts';
import type { Client } from '../../test/client.ts';
import { acceptedCard, declinedCard } from '../../test/factory.ts';
import { startTestShop, type TestShop } from '../../test/harness.ts';
import { randomToken } from '../platform/keys/random.ts';
import { reconcilePayments } from '../modules/payments/actions/reconcile-payments.ts';

const cardOf = (outcome: string): string => testCards.find((card) => card.outcome === outcome)?.number ?? '';

// The same tests for both ways to run the bank.
describe.each(['in the shop’s process', 'in a process of its own'])('the bank %s', (way) => {
  let shop: TestShop;
  let buyer: Client;
  let bank: BankProcess | null = null;

  beforeAll(async () => {
    if (way === 'in the shop’s process') {
      shop = await startTestShop();
    } else {
      const port = await freePort();
      const dataDir = inject('keysDir');
      const folder = `${dataDir}/banks/apart-${randomToken(128)}`;
      const webhookUrl = `http://127.0.0.1:${port}/api/v1/payments/webhooks/simulated-bank`;
      bank = await startBankProcess({ dataDir, folder, webhookUrl });
      const environment = { PORT: String(port), SIMULATED_BANK_URL: bank.url, SIMULATED_BANK_DIR: folder };
      shop = await startTestShop({ environment });
    }
    buyer = await shop.make.login();
  });
  afterAll(async () => {
    await shop.close();
    await bank?.stop();
  });

  async function newOrder(): Promise<Order> {
    return shop.make.order(buyer, await shop.make.session());
  }

  async function read({ payment }: Order): Promise<Payment> {
    return (await buyer.get<Payment>(`/payments/${payment.id}`)).body;
  }

  /** Address of the order's form at the bank. */
  async function formOf(order: Order): Promise<string> {
    const { checkout } = await read(order);
    if (checkout?.kind !== 'redirect') throw new Error('the payment has no hosted form');
    return new URL(checkout.url, shop.url).href;
  }

  function send(url: string, fields: Record<string, string>): Promise<Response> {
    return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  }

  function isPaid(order: Order): Promise<Order> {
    return shop.make.until(async () => {
      const { body } = await buyer.get<Order>(`/orders/${order.code}`);
      return body.status === 'paid' ? body : null;
    }, `order ${order.code} is paid`);
  }

  const captures = (order: Order): number =>
    bankEventsOf(shop, order).filter((kind) => kind === 'charge.captured').length;

  test('its form says that it is a simulation and lists every test card, in both languages', async () => {
    const url = await formOf(await newOrder());
    for (const [language, words] of [
      ['fr', 'Simulation — aucune somme réelle'],
      ['en', 'Simulation — no real money'],
    ] as const) {
      const answer = await fetch(`${url}?lang=${language}`);
      const html = await answer.text();
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).toContain(words);
      for (const { number } of testCards) expect(html).toContain(number);
      expect(html).not.toContain('<script');
      expect(answer.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'self'; form-action/,
      );
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    }
    expect((await fetch(new URL(`${url}x`))).status).toBe(404);
  });

  test('what is wrong is said beside its field, and number and code never come back', async () => {
    const order = await newOrder();
    const url = await formOf(order);
    const typed = { cardNumber: '4242 4242 4242 4241', expiry: '13/39', cvc: '12' };
    const answer = await send(`${url}?lang=fr`, typed);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    for (const field of ['cardNumber', 'expiry', 'cvc']) {
      expect(html).toMatch(new RegExp(`<p class="fault" id="${field}-fault">`));
      expect(html).toContain(`<a href="#${field}">`);
    }
    expect(html).toContain('value="13/39"');
    expect(html).not.toContain('4242 4242 4242 4241');
    expect(bankEventsOf(shop, order)).toEqual([]);
    const strange = await send(url, { expiry: '"><script>alert(1)</script>' });
    expect(await strange.text()).not.toContain('<script');
  });

  test('a payer is declined, tries again, presses twice, goes back: one capture, one order', async () => {
    const order = await newOrder();
    const url = await formOf(order);
    const declined = await send(url, declinedCard);
    expect([declined.status, new URL(declined.headers.get('location') ?? '', shop.url).href]).toEqual([
      303,
      `${shop.url}/paiement/${order.payment.id}`,
    ]);
    expect(await read(order)).toMatchObject({ status: 'failed', reason: 'card_declined', upToDate: true });
    const pressed = await Promise.all(Array.from({ length: 5 }, () => send(url, acceptedCard)));
    expect(new Set(pressed.map((answer) => answer.status))).toEqual(new Set([303]));
    expect(await read(order)).toMatchObject({ status: 'succeeded', checkout: null });
    const back = await fetch(url, { redirect: 'manual' });
    expect(back.headers.get('location')).toContain(`/paiement/${order.payment.id}`);
    expect((await send(url, declinedCard)).status).toBe(303);
    expect((await isPaid(order)).status).toBe('paid');
    expect(captures(order)).toBe(1);
  });

  test('3-D Secure: confirmed, refused by the payer, refused by the bank, given up', async () => {
    const ends = [
      ['challenge_accepted', 'accept', { status: 'succeeded', reason: null }],
      ['challenge_accepted', 'refuse', { status: 'failed', reason: 'authentication_failed' }],
      ['challenge_refused', 'accept', { status: 'failed', reason: 'authentication_failed' }],
      ['challenge_accepted', 'abandon', { status: 'failed', reason: 'authentication_abandoned' }],
      ['challenge_abandoned', 'accept', { status: 'failed', reason: 'authentication_abandoned' }],
    ] as const;
    for (const [card, answer, end] of ends) {
      const order = await newOrder();
      const url = await formOf(order);
      const asked = await send(url, { ...acceptedCard, cardNumber: cardOf(card) });
      const challenge = new URL(asked.headers.get('location') ?? '', url).href;
      expect(challenge).toContain('/3ds');
      expect(await read(order)).toMatchObject({ status: 'requires_action', reason: null });
      const page = await (await fetch(challenge)).text();
      expect(page).toContain('3-D Secure');
      expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toContain('/3ds');
      await Promise.all([send(challenge, { answer }), send(challenge, { answer })]);
      expect(await read(order), `${card} ${answer}`).toMatchObject(end);
      expect(captures(order)).toBe(end.status === 'succeeded' ? 1 : 0);
    }
  });

  test('3-D Secure through the shop’s own calls', async () => {
    for (const [accept, end] of [
      [true, 'succeeded'],
      [false, 'failed'],
    ] as const) {
      const order = await newOrder();
      const pay = `/simulated-bank/payments/${order.payment.id}`;
      const card = { ...acceptedCard, cardNumber: cardOf('challenge_accepted') };
      const asked = await buyer.post<Payment>(`${pay}/confirm`, { clientSecret: order.payment.clientSecret, ...card });
      expect(asked.body.status).toBe('requires_action');
      const stranger = await shop.make.login();
      expect((await stranger.post(`${pay}/challenge`, { accept })).status).toBe(404);
      expect((await buyer.post<Payment>(`${pay}/challenge`, { accept })).body.status).toBe(end);
    }
  });

  test('the shop is told twice, out of order, or not at all: one effect', async () => {
    const pay = async (outcome: string): Promise<Order> => {
      const order = await newOrder();
      await send(await formOf(order), { ...acceptedCard, cardNumber: cardOf(outcome) });
      return order;
    };
    const twice = await pay('webhook_twice');
    const lost = await pay('webhook_lost');
    const late = await pay('webhook_late');
    const disordered = await pay('webhook_out_of_order');
    const deliveries = (order: Order) => {
      const { charges, events } = booksOf(shop);
      const id = charges.find((charge) => charge.merchantReference === order.payment.id)?.id;
      return events
        .filter((event) => event.chargeId === id)
        .map(({ kind, tries, deliveredMs }) => ({ kind, tries, deliveredMs }));
    };
    await shop.make.until(async () => (deliveries(twice)[0]?.tries === 2 ? true : null), 'two deliveries');
    await shop.make.until(
      async () => (deliveries(disordered).every((event) => event.deliveredMs !== null) ? true : null),
      'both events are delivered',
    );
    const order = deliveries(disordered).toSorted((one, other) => (one.deliveredMs ?? 0) - (other.deliveredMs ?? 0));
    expect(order.map((event) => event.kind)).toEqual(['charge.captured', 'charge.processing']);
    expect(deliveries(lost)).toEqual([{ kind: 'charge.captured', tries: 0, deliveredMs: null }]);
    expect(deliveries(late)).toEqual([{ kind: 'charge.captured', tries: 0, deliveredMs: null }]);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await reconcilePayments(shop.platform);
    for (const each of [twice, lost, late, disordered]) expect((await isPaid(each)).ticketIds).toHaveLength(1);
    const kept = await shop.db
      .selectFrom('payments.provider_events')
      .select('event_id')
      .where('payment_id', '=', twice.payment.id)
      .execute();
    expect(kept).toHaveLength(1);
  });

  test('only the merchant may call it, and a charge that it does not know is closed', async () => {
    const base = bank?.url ?? `${shop.url}/simulated-bank`;
    for (const authorization of [undefined, 'Bearer ', `Bearer ${'0'.repeat(64)}`]) {
      const answer = await fetch(
        `${base}/api/books`,
        authorization === undefined ? {} : { headers: { authorization } },
      );
      expect(answer.status).toBe(401);
    }
    const order = await newOrder();
    await shop.db
      .updateTable('payments.payments')
      .set({ provider_payment_id: 'ch_of_another_bank' })
      .where('id', '=', order.payment.id)
      .execute();
    expect(await read(order)).toMatchObject({ status: 'failed', reason: 'order_expired' });
  });
});
