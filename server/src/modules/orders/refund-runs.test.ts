import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captureSilently } from '../../../test/bank.ts';
import { Client } from '../../../test/client.ts';
import type { MadeAccount, MadeSession } from '../../../test/factory.ts';
import { buyTicket, scan } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { cancel, cancellableFor, loginAsAdmin, mailsTo, runDone, startRun, takenOf } from '../../../test/refunds.ts';
import { resumeStalledRuns } from './actions/steer-refund-run.ts';

let shop: TestShop;
let admin: Client;

beforeAll(async () => {
  shop = await startTestShop();
  admin = await loginAsAdmin(shop);
});
afterAll(() => shop.close());

async function buy(browser: Client, session: MadeSession, wanted: { offer?: string; quantity?: number } = {}) {
  return shop.make.pay(browser, await shop.make.order(browser, session, wanted));
}

async function read(browser: Client, order: Pick<Order, 'code'>): Promise<Order> {
  return (await browser.get<Order>(`/orders/${order.code}`)).body;
}

/** The mails of an account about a changed session, once all that were enqueued are sent. */
async function toldOf(account: MadeAccount): Promise<string[]> {
  await shop.make.until(async () => {
    const { rows } = await sql`SELECT 1 FROM graphile_worker.jobs WHERE task_identifier LIKE 'orders.mail-%'`.execute(
      shop.db,
    );
    return rows.length === 0 ? true : null;
  }, 'all mails are sent');
  return (await mailsTo(shop, account.email)).filter((subject) => /^(Épreuve annulée|Nouvelle date)/.test(subject));
}

describe('a cancelled session', () => {
  test('is refunded whole: every order, ticket and place once, and each person told in one mail', async () => {
    const session = await shop.make.session({ title: 'Finale' });
    const other = await shop.make.session();
    const account = await shop.make.account();
    const buyer = await shop.make.login(account);
    await buyer.post('/cart/lines', { session: other.code, category: 'A', offer: 'solo', quantity: 1 });
    const mixed = await buy(buyer, session, { offer: 'duo' });
    const second = await buy(buyer, session);
    const friendAccount = await shop.make.account();
    const friend = await shop.make.login(friendAccount);
    const offered = await buyer.post<{ link: string }>(
      `/tickets/${second.ticketIds[0]}/transfer`,
      {},
      { 'idempotency-key': crypto.randomUUID() },
    );
    expect((await friend.post('/transfers/accept', { token: offered.body.link.split('#token=')[1] })).status).toBe(200);
    const scanned = await buyTicket(shop, session);
    const controller = await shop.make.login(await shop.make.account('controller'));
    expect((await scan(controller, session, scanned.code)).verdict).toBe('admitted');
    const hesitantAccount = await shop.make.account();
    const hesitant = await shop.make.login(hesitantAccount);
    const pending = await shop.make.order(hesitant, session);
    const browsing = shop.client();
    await browsing.post('/cart/lines', { session: session.code, category: 'A', offer: 'solo', quantity: 1 });

    const preview = await admin.get(`/admin/sessions/${session.code}/refund-runs/preview`);
    expect(preview.body).toEqual({
      orders: 3,
      pendingOrders: 1,
      tickets: 3,
      places: 4,
      entered: 1,
      refund: { cents: 19_000, currency: 'EUR' },
      buyers: 2,
      receivers: 1,
    });
    const started = await startRun(admin, session, { kind: 'cancelled' });
    expect(started.status).toBe(201);
    const run = await runDone(shop, admin, started.body);
    expect(run).toMatchObject({
      kind: 'cancelled',
      session: session.code,
      progress: { orders: 4, done: 4, failed: 0, tickets: 3, refund: { cents: 19_000 } },
    });

    expect(await read(buyer, mixed)).toMatchObject({ status: 'partially_refunded', refunded: { cents: 9_000 } });
    expect(await read(buyer, second)).toMatchObject({ status: 'refunded', refunded: { cents: 5_000 }, ticketIds: [] });
    expect((await read(buyer, second)).timeline.find((entry) => entry.by !== null)).toMatchObject({ by: 'organiser' });
    expect(await read(hesitant, pending)).toMatchObject({ status: 'cancelled', refunded: { cents: 0 } });
    expect([await takenOf(shop, session), await takenOf(shop, other)]).toEqual([0, 1]);
    expect(await scan(controller, session, scanned.code)).toMatchObject({ verdict: 'refused', reason: 'refunded' });
    for (const one of [account, friendAccount, hesitantAccount]) {
      expect(await toldOf(one)).toEqual(['Épreuve annulée : Essai, Finale']);
    }
    await shop.caughtUp();
    const page = (await buyer.get<SessionDetail>(`/sessions/${session.code}`)).body;
    expect(page).toMatchObject({ availability: 'cancelled', change: { kind: 'cancelled', reason: 'Orage' } });
    const late = await buyer.post('/cart/lines', { session: session.code, category: 'A', offer: 'solo', quantity: 1 });
    expect(Client.problem(late).code).toBe('sales_closed');
    expect(Client.problem(await startRun(admin, session, { kind: 'cancelled' })).code).toBe('session_cancelled');
  });

  test('gives money back that comes at the last moment, or after the order had expired', async () => {
    const session = await shop.make.session();
    const buyer = await shop.make.login();
    const paidSilently = await shop.make.order(buyer, session);
    await captureSilently(shop, paidSilently);
    const run = await startRun(admin, session, { kind: 'cancelled' });
    await runDone(shop, admin, run.body);
    expect(await read(buyer, paidSilently)).toMatchObject({ status: 'refunded', refunded: { cents: 5_000 } });
    expect(await takenOf(shop, session)).toBe(0);
  });

  test('takes up again what came after its run was done', async () => {
    const session = await shop.make.session();
    const buyer = await shop.make.login();
    const run = await startRun(admin, session, { kind: 'cancelled' });
    await runDone(shop, admin, run.body);
    // A transaction that had read the session before it was cancelled commits now.
    const reopen = sql`UPDATE catalog.sessions SET status = ${sql.lit('published')} WHERE id = ${session.id}`;
    await reopen.execute(shop.db);
    await shop.caughtUp();
    const order = await buy(buyer, session);
    await sql`UPDATE catalog.sessions SET status = 'cancelled' WHERE id = ${session.id}`.execute(shop.db);
    await resumeStalledRuns(shop.platform);
    await shop.make.until(
      async () => ((await read(buyer, order)).status === 'refunded' ? true : null),
      'the late order is refunded',
    );
    expect((await runDone(shop, admin, run.body)).progress).toMatchObject({ orders: 1, tickets: 1 });
  });
});

describe('a moved session', () => {
  const hour = 3_600_000;
  const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

  test('keeps its tickets; who had ordered before may have the money back until the date told', async () => {
    const session = await shop.make.session({ title: 'Quart' });
    await cancellableFor(shop, session, null);
    const account = await shop.make.account();
    const buyer = await shop.make.login(account);
    const keeps = await buy(buyer, session);
    const returns = await buy(buyer, session);
    const newStartsAt = inHours(24 * 40);
    const refundUntil = inHours(24 * 7);
    const before = (await buyer.get<SessionDetail>(`/sessions/${session.code}`)).body;
    const started = await startRun(admin, session, { kind: 'moved', newStartsAt, refundUntil });
    const run = await runDone(shop, admin, started.body);
    expect(run).toMatchObject({ newStartsAt, refundUntil, progress: { orders: 2, tickets: 2, refund: { cents: 0 } } });
    await shop.caughtUp();
    const page = (await buyer.get<SessionDetail>(`/sessions/${session.code}`)).body;
    expect(page).toMatchObject({
      startsAt: newStartsAt,
      change: { kind: 'moved', previousStartsAt: before.startsAt, refundUntil },
      cancellableUntil: null,
      availability: 'available',
    });
    const length = (one: SessionDetail) => Date.parse(one.endsAt) - Date.parse(one.startsAt);
    expect(length(page)).toBe(length(before));
    expect(await toldOf(account)).toHaveLength(1);
    const [line] = (await read(buyer, keeps)).lines;
    expect(line?.cancellableUntil).toBe(refundUntil);
    expect(line?.change).toEqual(page.change);
    const { items } = (await buyer.get<{ items: Ticket[] }>(`/tickets?order=${keeps.code}`)).body;
    expect(items[0]).toMatchObject({ change: page.change, cancellableUntil: refundUntil });
    expect((await cancel(buyer, returns)).body).toMatchObject({ status: 'cancelled', refunded: { cents: 5_000 } });
    const newcomer = await shop.make.login();
    const fresh = await buy(newcomer, session);
    expect(Client.problem(await cancel(newcomer, fresh)).code).toBe('cancellation_closed');
    await sql`UPDATE catalog.session_changes SET refund_until = now() WHERE session_id = ${session.id}`.execute(
      shop.db,
    );
    expect(Client.problem(await cancel(buyer, keeps)).code).toBe('cancellation_closed');
    expect(await takenOf(shop, session)).toBe(2);
  });

  test('sells nothing while the run is stopped, and dates that make no sense are refused', async () => {
    const session = await shop.make.session();
    const bad = { kind: 'moved', newStartsAt: inHours(-1), refundUntil: inHours(-2) } as const;
    expect(Client.problem(await startRun(admin, session, bad)).fields).toHaveLength(2);
    const late = { kind: 'moved', newStartsAt: inHours(48), refundUntil: inHours(72) } as const;
    expect(Client.problem(await startRun(admin, session, late)).fields?.[0]?.field).toBe('body.refundUntil');
    const started = await startRun(admin, session, { ...late, refundUntil: inHours(24) });
    expect(started.status).toBe(201);
    await runDone(shop, admin, started.body);
    const row = await shop.db
      .selectFrom('catalog.sessions')
      .select('sales_close_at')
      .where('id', '=', session.id)
      .executeTakeFirstOrThrow();
    expect(row.sales_close_at).toBeNull();
  });
});

test('only admins see or steer runs, and what does not exist is not found', async () => {
  const session = await shop.make.session();
  const buyer = await shop.make.login();
  expect((await startRun(buyer, session, { kind: 'cancelled' })).status).toBe(403);
  expect((await buyer.get(`/admin/sessions/${session.code}/refund-runs/preview`)).status).toBe(403);
  const nothing = crypto.randomUUID();
  for (const path of [`/admin/refund-runs/${nothing}`, '/admin/sessions/NOPE99/refund-runs']) {
    expect((await buyer.get(path)).status).toBe(403);
    expect((await admin.get(path)).status).toBe(404);
  }
  for (const verb of ['stop', 'resume']) {
    expect((await admin.post(`/admin/refund-runs/${nothing}/${verb}`)).status).toBe(404);
  }
  expect((await startRun(admin, { id: 0, code: 'NOPE99' }, { kind: 'cancelled' })).status).toBe(404);
});
