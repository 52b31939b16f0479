import { randomUUID } from 'node:crypto';
import { KeepAlive, type WireAnswer } from '../../server/test/buyers/keep-alive.ts';
import { sleep } from '../lib/stats.ts';
import type { Ending, PayersOrder, PayersReport } from '../onsale/paying.ts';

// What becomes of holds: of a hundred who have one, so many pay, each as told.

const lookAgainMs = 250;
const patienceMs = 60_000;
const cards = { paid: '4242 4242 4242 4242', twice: '4000 0000 0000 4137' };

/** The n-th buyer's ending. */
function endingOf(index: number): Ending {
  const at = index % 100;
  if (at < 67) return 'paid';
  if (at < 69) return 'twice';
  if (at < 70) return 'late';
  return at < 85 ? 'ordered' : 'held';
}

function expected(step: string, answer: WireAnswer, status: number) {
  if (answer.status !== status) throw new Error(`${step}: ${answer.status} ${answer.body.slice(0, 200)}`);
  return JSON.parse(answer.body);
}

async function buy(order: PayersOrder, wire: KeepAlive, index: number, report: PayersReport): Promise<void> {
  const ending = endingOf(index);
  const headers = () => ({ authorization: `Bearer ${order.tokens[index] ?? ''}`, 'idempotency-key': randomUUID() });
  const wanted = { session: order.session, category: 'A', offer: 'solo', quantity: 1 + (index % 4) };
  const cart = expected('hold', await wire.post('/cart/lines', wanted, headers()), 201);
  report.endings[ending] += 1;
  if (ending === 'held') return;
  const placed = await wire.post('/orders', { acceptTerms: true, cartId: cart.id }, headers());
  const { code, payment } = expected('order', placed, 201);
  if (ending === 'ordered') return;
  if (ending === 'late') {
    report.lateCodes.push(code);
    return;
  }
  const beganAtMs = performance.now();
  const untilMs = beganAtMs + patienceMs;
  let { clientSecret } = payment;
  while (clientSecret === null && performance.now() < untilMs) {
    await sleep(lookAgainMs);
    ({ clientSecret } = expected('payment', await wire.get(`/payments/${payment.id}`, headers()), 200));
  }
  const proof = { clientSecret, cardNumber: cards[ending], expiry: '12/39', cvc: '123' };
  expected('pay', await wire.post(`/simulated-bank/payments/${payment.id}/confirm`, proof, headers()), 200);
  while (expected('tickets', await wire.get(`/orders/${code}`, headers()), 200).status !== 'paid') {
    if (performance.now() > untilMs) throw new Error(`tickets: none after ${patienceMs} ms`);
    await sleep(lookAgainMs);
  }
  report.payMs.push(performance.now() - beganAtMs);
}

async function work(order: PayersOrder): Promise<PayersReport> {
  const endings = { paid: 0, twice: 0, late: 0, ordered: 0, held: 0 };
  const report: PayersReport = { endings, lateCodes: [], payMs: [], failures: [], seconds: 0 };
  const beganAtMs = performance.now();
  let next = 0;
  const buyer = async (): Promise<void> => {
    const wire = new KeepAlive(order.url);
    while (next < order.tokens.length) {
      const index = next++;
      await buy(order, wire, index, report).catch((error: unknown) => report.failures.push(String(error)));
    }
    wire.close();
  };
  await Promise.all(Array.from({ length: order.buyers }, buyer));
  return { ...report, seconds: (performance.now() - beganAtMs) / 1_000 };
}

process.on('message', (order: PayersOrder) => {
  void work(order).then((report) => process.send?.(report));
});
