import { randomUUID } from 'node:crypto';
import { KeepAlive, type WireAnswer } from '../../server/test/buyers/keep-alive.ts';
import type { PurchaseOrder, PurchaseReport, Step } from '../purchase/buyers.ts';
import { sleep } from '../lib/stats.ts';

// Buyers who hold, order, pay and wait for their tickets, again and again; each account buys what it may and no more.

const purchasesPerAccount = 25;
/** Often enough to be told soon, seldom enough not to be what is measured. */
const lookAgainMs = 250;
const patienceMs = 20_000;
const card = { cardNumber: '4242 4242 4242 4242', expiry: '12/39', cvc: '123' };

function expected(
  step: Step,
  answer: WireAnswer,
  status: number,
): { id: string; code: string; status: string; payment: { id: string; clientSecret: string } } {
  if (answer.status !== status) throw new Error(`${step}: ${answer.status} ${answer.body.slice(0, 200)}`);
  return JSON.parse(answer.body);
}

async function buy(
  wire: KeepAlive,
  session: string,
  token: string,
  note: (step: Step, ms: number) => void,
): Promise<void> {
  let beganAtMs = performance.now();
  const lap = (step: Step): void => {
    const nowMs = performance.now();
    note(step, nowMs - beganAtMs);
    beganAtMs = nowMs;
  };
  const headers = (): Record<string, string> => ({ authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() });
  const wanted = { session, category: 'A', offer: 'solo', quantity: 1 };
  const cart = expected('hold', await wire.post('/cart/lines', wanted, headers()), 201);
  lap('hold');
  const order = expected('order', await wire.post('/orders', { acceptTerms: true, cartId: cart.id }, headers()), 201);
  lap('order');
  const { id, clientSecret } = order.payment;
  expected('pay', await wire.post(`/simulated-bank/payments/${id}/confirm`, { clientSecret, ...card }, headers()), 200);
  lap('pay');
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    const { status } = expected('tickets', await wire.get(`/orders/${order.code}`, headers()), 200);
    if (status === 'paid') break;
    if (performance.now() > untilMs) throw new Error(`tickets: none after ${patienceMs} ms`);
    await sleep(lookAgainMs);
  }
  lap('tickets');
}

async function work({ url, session, tokens, buyers, seconds }: PurchaseOrder): Promise<PurchaseReport> {
  const steps: PurchaseReport['steps'] = { hold: [], order: [], pay: [], tickets: [] };
  const failures: string[] = [];
  const waiting = [...tokens];
  const beganAtMs = performance.now();
  const untilMs = beganAtMs + seconds * 1_000;
  let purchases = 0;
  const buyer = async (): Promise<void> => {
    const wire = new KeepAlive(url);
    for (let token = waiting.pop(); token !== undefined && performance.now() < untilMs; token = waiting.pop()) {
      for (let bought = 0; bought < purchasesPerAccount && performance.now() < untilMs; bought += 1) {
        try {
          await buy(wire, session, token, (step, ms) => steps[step].push(ms));
          purchases += 1;
        } catch (error) {
          failures.push(String(error));
        }
      }
    }
    wire.close();
  };
  await Promise.all(Array.from({ length: buyers }, buyer));
  return { purchases, seconds: (performance.now() - beganAtMs) / 1_000, steps, failures };
}

process.on('message', (order: PurchaseOrder) => {
  void work(order).then((report) => process.send?.(report));
});
