import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import { numberDocuments } from '../src/modules/accounting/index.ts';
import { expireOrder } from '../src/modules/orders/actions/expire-order.ts';
import { openSimulatedBank } from '../src/modules/payments/providers/simulated-bank/bank.ts';
import type { ProviderCharge } from '../src/modules/payments/providers/provider.ts';
import { booksOf, captureSilently, chargeOf, eventBody, tell } from './bank.ts';
import { acceptedCard } from './factory.ts';
import type { TestShop } from './harness.ts';
import { keptMails } from './mails.ts';
import { checkInvariants } from './invariants.ts';

// C04 and C05: the same for the suite, in small, and for the script, in full.

const ordersPerAccount = 25;
const buyersAtOnce = 8;
const senders = 8;
const lateOneIn = 10;
/** Orders whose time ends at the same moment. */
const endingTogether = 25;
const jitterMs = 50;
/** One payment in so many lands later, by this much at most: a busy machine needs as long to end an order. */
const laterOneIn = 5;
const laterMs = 1_000;
/** Mails are still on their way as long as one more comes within this time. */
const mailPatienceMs = 60_000;

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

async function eachAtOnce<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Orders that wait for their payment, by real buyers over HTTP. */
export async function makeOrders(shop: TestShop, count: number): Promise<Order[]> {
  const session = await shop.make.session({
    placesPerAccount: ordersPerAccount,
    categories: [{ category: 'A', capacity: count + 100, pricePerPlaceCents: 5_000 }],
  });
  const orders: Order[] = [];
  const accounts = Array.from({ length: Math.ceil(count / ordersPerAccount) }, (_, index) => index);
  await eachAtOnce(accounts, buyersAtOnce, async (index) => {
    const buyer = await shop.make.login();
    const wanted = Math.min(ordersPerAccount, count - index * ordersPerAccount);
    for (let made = 0; made < wanted; made += 1) orders.push(await shop.make.order(buyer, session));
  });
  return orders;
}

async function statusesOf(shop: TestShop): Promise<Record<string, number>> {
  const rows = await shop.db
    .selectFrom('orders.orders')
    .select(['status', sql<number>`count(*)::int`.as('count')])
    .groupBy('status')
    .execute();
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

/** Waits until no order is pending; returns the seconds it took, at most 60. */
async function settleAll(shop: TestShop): Promise<number> {
  const startedMs = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedMs) / 100) / 10;
  while (seconds() < 60 && ((await statusesOf(shop))['pending'] ?? 0) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return seconds();
}

export interface ShuffledWebhooks {
  deliveries: number;
  refused: number;
  statuses: Record<string, number>;
  tickets: number;
  /** All of them, and how many different numbers they have. */
  invoices: { documents: number; numbers: number };
  mails: number;
  seconds: number;
  violations: string[];
}

/**
 * C04: each order's webhooks (declined, captured, and a closing that never was) come one to five times, shuffled and at
 * once; some come first, or once more, three days later, signed anew as the bank does.
 */
export async function shuffleWebhooks(shop: TestShop, count: number): Promise<ShuffledWebhooks> {
  const orders = await makeOrders(shop, count);
  const now: string[] = [];
  const late: string[] = [];
  for (const [index, order] of orders.entries()) {
    const open = await chargeOf(shop, order);
    const declined: ProviderCharge = { ...open, refusal: 'card_declined' };
    const captured = eventBody(await captureSilently(shop, order));
    const events = [
      eventBody(declined, { kind: 'charge.declined' }),
      captured,
      eventBody({ ...open, state: 'closed' }),
    ];
    for (const body of events) now.push(...Array<string>(1 + Math.floor(Math.random() * 5)).fill(body));
    if (index % lateOneIn === 0) late.push(...events, eventBody(open, { kind: 'charge.processing' }));
  }
  let refused = 0;
  const send = async (body: string): Promise<void> => {
    if ((await tell(shop, body)) !== 204) refused += 1;
  };
  await eachAtOnce(shuffled(now), senders, send);
  const seconds = await settleAll(shop);
  await sql`UPDATE payments.payments SET created_at = created_at - interval '3 days',
    succeeded_at = succeeded_at - interval '3 days', settled_at = settled_at - interval '3 days'`.execute(shop.db);
  await eachAtOnce(shuffled(late), senders, send);
  const tickets = await shop.db.selectFrom('tickets.tickets').select('id').execute();
  const mailed = async (): Promise<number> =>
    (await keptMails(shop.platform)).filter(({ subject }) => subject.includes('ommande')).length;
  for (let [before, untilMs] = [0, Date.now() + mailPatienceMs]; before < count && Date.now() < untilMs; ) {
    const sent = await mailed();
    if (sent > before) [before, untilMs] = [sent, Date.now() + mailPatienceMs];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    deliveries: now.length + late.length,
    refused,
    statuses: await statusesOf(shop),
    tickets: tickets.length,
    invoices: await countInvoices(shop),
    mails: await mailed(),
    seconds,
    violations: await checkInvariants(shop.db, { settled: true, books: booksOf(shop) }),
  };
}

/** Numbers every invoice and counts them: one for each order, each with a number of its own. */
async function countInvoices(shop: TestShop): Promise<ShuffledWebhooks['invoices']> {
  await numberDocuments(shop.platform);
  const { rows } = await sql<ShuffledWebhooks['invoices']>`
    SELECT count(*)::int AS documents, count(DISTINCT (year, sequence))::int AS numbers
    FROM accounting.documents WHERE kind = 'invoice'`.execute(shop.db);
  return rows[0] ?? { documents: 0, numbers: 0 };
}

export interface PaymentsAtTheEnd {
  statuses: Record<string, number>;
  /** Orders that are neither paid with tickets, nor expired with nothing taken or all given back. */
  limbo: string[];
  seconds: number;
  violations: string[];
}

/** C05: payments that land within 50 ms of the end of their orders' holds. */
export async function payAtTheEnd(shop: TestShop, count: number): Promise<PaymentsAtTheEnd> {
  const orders = await makeOrders(shop, count);
  const bank = openSimulatedBank(shop.platform);
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
  for (let from = 0; from < orders.length; from += endingTogether) {
    const group = orders.slice(from, from + endingTogether);
    const rows = await endSoon(shop, group, 300);
    const endMs = rows[0]?.expires_at.getTime() ?? 0;
    await Promise.all(
      rows.map(async ({ order_id: orderId, provider_payment_id: chargeId, client_secret: secret }, index) => {
        const isLater = index % laterOneIn === 0;
        const at = endMs + (isLater ? Math.random() * laterMs : (Math.random() * 2 - 1) * jitterMs);
        const paying = pause(at - Date.now()).then(() => bank.payByCard(chargeId ?? '', secret ?? '', acceptedCard));
        const expiring = pause(endMs - Date.now() + 1).then(() => expireOrder(shop.platform, orderId));
        await Promise.all([paying, expiring]);
      }),
    );
  }
  const seconds = await settleAll(shop);
  const { rows: limbo } = await sql<{ code: string }>`
    SELECT o.code FROM orders.orders AS o JOIN payments.payments AS p ON p.order_id = o.id
    WHERE NOT (o.status = 'paid' AND p.succeeded_at IS NOT NULL AND EXISTS (SELECT 1 FROM tickets.tickets WHERE order_id = o.id)
      OR o.status = 'expired' AND p.succeeded_at IS NULL AND p.reason = 'order_expired'
      OR o.status = 'expired' AND EXISTS (SELECT 1 FROM payments.refunds AS r
        WHERE r.payment_id = p.id AND r.amount_cents = p.amount_cents))`.execute(shop.db);
  return {
    statuses: await statusesOf(shop),
    limbo: limbo.map((row) => row.code),
    seconds,
    violations: await checkInvariants(shop.db, { settled: true, books: booksOf(shop) }),
  };
}

/** Moves the end of orders to so many milliseconds from now, by the database's clock. */
async function endSoon(shop: TestShop, orders: readonly Order[], ms: number) {
  const ids = orders.map((order) => order.payment.id);
  const rows = await shop.db
    .updateTable('payments.payments')
    .set({ expires_at: sql<Date>`now() + make_interval(secs => ${ms / 1_000})` })
    .where('id', 'in', ids)
    .returning(['order_id', 'provider_payment_id', 'client_secret', 'expires_at'])
    .execute();
  await sql`UPDATE orders.orders AS o SET expires_at = p.expires_at FROM payments.payments AS p
    WHERE p.order_id = o.id AND p.id = ANY(${ids})`.execute(shop.db);
  return rows;
}
