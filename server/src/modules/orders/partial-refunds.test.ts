import type { Order } from '@og-tickets/contract/orders.ts';
import { includedVatCents } from '@og-tickets/contract/rules/pricing.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { keepHandScans } from '../../../test/hand-scans.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { checkInvariants } from '../../../test/invariants.ts';
import {
  cancel,
  cancellableFor,
  loginAsAdmin,
  previewOfCancel,
  refundByAdmin,
  takenOf,
} from '../../../test/refunds.ts';

const orders = 12;

let shop: TestShop;
let admin: Client;

beforeAll(async () => {
  shop = await startTestShop();
  admin = await loginAsAdmin(shop);
});
afterAll(() => shop.close());

/** A wish to take some tickets of an order back, sent at the same moment as the others of its wave. */
interface Wish {
  by: 'buyer' | 'admin';
  /** Which tickets, bit by bit; 0: all that can be. */
  subset: number;
}

interface Line {
  session: number;
  offer: string;
  quantity: number;
}

const line: fc.Arbitrary<Line> = fc.record({
  session: fc.constantFrom(0, 1, 2),
  offer: fc.constantFrom('solo', 'duo', 'famille'),
  quantity: fc.integer({ min: 1, max: 3 }),
});
const wish: fc.Arbitrary<Wish> = fc.record({
  by: fc.constantFrom('buyer', 'buyer', 'admin'),
  subset: fc.integer({ min: 0, max: 0x1ff }),
});
const plan = fc.record({
  lines: fc.uniqueArray(line, { minLength: 1, maxLength: 3, selector: ({ session, offer }) => `${session} ${offer}` }),
  /** Index of a ticket that is used before anything is taken back. */
  used: fc.option(fc.integer({ min: 0, max: 8 })),
  waves: fc.array(fc.array(wish, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
});

/** Two sessions that buyers may cancel, and a firm one; their prices divide badly by the VAT. */
async function threeSessions(): Promise<MadeSession[]> {
  const made: MadeSession[] = [];
  for (const [n, pricePerPlaceCents] of [3_333, 4_999, 2_401].entries()) {
    const session = await shop.make.session({
      placesPerAccount: 30,
      categories: [{ category: 'A', capacity: 100, pricePerPlaceCents }],
    });
    if (n < 2) await cancellableFor(shop, session, 3_600);
    made.push(session);
  }
  return made;
}

/** Buys these lines in one order; null when the account may not have so many places. */
async function buy(browser: Client, sessions: readonly MadeSession[], lines: readonly Line[]): Promise<Order | null> {
  const [last, ...others] = lines;
  for (const { session, offer, quantity } of others) {
    const wanted = { session: sessions[session]?.code, category: 'A', offer, quantity };
    const added = await browser.post('/cart/lines', wanted);
    if (added.status !== 201) return null;
  }
  const session = sessions[last?.session ?? 0];
  if (last === undefined || session === undefined) return null;
  const placed = await shop.make.order(browser, session, last).catch(() => null);
  return placed === null ? null : shop.make.pay(browser, placed);
}

function chosenOf(order: Order, { subset }: Wish): string[] | undefined {
  if (subset === 0) return undefined;
  const chosen = order.tickets.filter((_, n) => (subset & (1 << n)) !== 0).map((ticket) => ticket.id);
  return chosen.length === 0 ? undefined : chosen;
}

/** Sends a wish; gives the status of the answer. */
async function send(buyer: Client, order: Order, one: Wish): Promise<number> {
  const tickets = chosenOf(order, one);
  const body = tickets === undefined ? {} : { tickets };
  const answer = await (one.by === 'buyer' ? cancel(buyer, order, body) : refundByAdmin(admin, order, body));
  return answer.status;
}

/** What the rows say of an order, whatever the answers said. */
async function rowsOf(order: Order) {
  const { rows } = await sql<{ taken: number; refunds: number; set_aside: number; vat: number; sold_vat: number }>`
    SELECT (SELECT coalesce(sum(c.amount_cents), 0)::int FROM orders.cancelled_tickets AS c WHERE c.order_id = o.id) AS taken,
      (SELECT coalesce(sum(r.amount_cents), 0)::int FROM payments.refunds AS r WHERE r.payment_id = p.id) AS refunds,
      p.refunded_cents AS set_aside,
      (SELECT coalesce(sum(d.vat_cents), 0)::int FROM accounting.documents AS d
       WHERE d.order_id = o.id AND d.kind = 'credit_note') AS vat,
      (SELECT sum(d.vat_cents)::int FROM accounting.documents AS d
       WHERE d.order_id = o.id AND d.kind = 'invoice') AS sold_vat
    FROM orders.orders AS o JOIN payments.payments AS p ON p.order_id = o.id WHERE o.code = ${order.code}`.execute(
    shop.db,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the order is gone');
  return row;
}

test('any parts of any order, taken back at once by buyer and admin, go back once', async () => {
  const sessions = await threeSessions();
  await fc.assert(
    fc.asyncProperty(plan, async ({ lines, used, waves }) => {
      const buyer = await shop.make.login();
      const order = await buy(buyer, sessions, lines);
      fc.pre(order !== null);
      const before = await Promise.all(sessions.map((session) => takenOf(shop, session)));
      const usedId = used === null ? undefined : order.ticketIds[used];
      if (usedId !== undefined) {
        const values = { status: 'used', entries: sql<number>`places` } as const;
        await shop.db.updateTable('tickets.tickets').set(values).where('id', '=', usedId).execute();
        await keepHandScans(shop.db, usedId);
      }
      for (const wave of waves) {
        const statuses = await Promise.all(wave.map((one) => send(buyer, order, one)));
        expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
      }
      const now = (await buyer.get<Order>(`/orders/${order.code}`)).body;
      const ended = now.tickets.filter(({ status }) => status === 'cancelled' || status === 'refunded');
      const endedCents = ended.reduce((cents, ticket) => cents + ticket.price.cents, 0);
      const rows = await rowsOf(order);
      expect(rows).toMatchObject({ taken: endedCents, refunds: endedCents, set_aside: endedCents });
      expect(now.refunded.cents).toBe(endedCents);
      expect(endedCents).toBeLessThanOrEqual(order.total.cents);
      // What the buyer gave up was neither firm nor used.
      for (const ticket of now.tickets.filter(({ status }) => status === 'cancelled')) {
        expect(now.lines[ticket.line]?.session).not.toBe(sessions[2]?.code);
        expect(ticket.id).not.toBe(usedId);
      }
      const all = ended.length === now.tickets.length;
      if (ended.length === 0) expect(now.status).toBe('paid');
      else expect(all ? ['refunded', 'cancelled'] : ['partially_refunded']).toContain(now.status);
      if (all) expect(rows.vat).toBe(rows.sold_vat);
      const left = await previewOfCancel(buyer, order);
      expect(left.refund.cents + left.stays.amount.cents).toBe(order.total.cents - endedCents);
      const after = await Promise.all(sessions.map((session) => takenOf(shop, session)));
      for (const [n, session] of sessions.entries()) {
        const back = ended.filter((ticket) => now.lines[ticket.line]?.session === session.code);
        const places = back.reduce((sum, ticket) => sum + ticket.places, 0);
        expect((before[n] ?? 0) - (after[n] ?? 0), session.code).toBe(places);
      }
      expect(await checkInvariants(shop.db)).toEqual([]);
    }),
    { seed: inject('seed'), numRuns: orders, endOnFailure: true },
  );
}, 240_000);

test('an order’s VAT is shown as the sum of its lines', async () => {
  const [first, second] = await threeSessions();
  const buyer = await shop.make.login();
  if (first === undefined || second === undefined) throw new Error('no sessions');
  await buyer.post('/cart/lines', { session: first.code, category: 'A', offer: 'solo', quantity: 3 });
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, second, { quantity: 1 }));
  expect(order.includedVat.cents).toBe(includedVatCents(9_999, 550) + includedVatCents(4_999, 550));
});
