import { randomUUID } from 'node:crypto';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { RefundRun } from '@og-tickets/contract/refund-runs.ts';
import type { CancellationPreview, RefundPreview } from '@og-tickets/contract/refunds.ts';
import { sql } from 'kysely';
import type { Answer, Client } from './client.ts';
import type { MadeAccount, MadeSession } from './factory.ts';
import type { TestShop } from './harness.ts';
import { keptMails } from './mails.ts';

/** A browser of an admin who has just proved again who they are. */
export async function loginAsAdmin(shop: TestShop, account?: MadeAccount): Promise<Client> {
  const admin = account ?? (await shop.make.account('admin'));
  const browser = await shop.make.login(admin);
  const { status } = await browser.post('/auth/step-up', { password: admin.password });
  if (status !== 200) throw new Error(`no step-up: ${status}`);
  return browser;
}

/** Lets buyers cancel their tickets of a session until so many seconds from now; null: not at all. */
export async function cancellableFor(shop: TestShop, session: MadeSession, seconds: number | null): Promise<void> {
  await shop.db
    .updateTable('catalog.sessions')
    .set({ cancellable_until: seconds === null ? null : sql<Date>`now() + make_interval(secs => ${seconds})` })
    .where('id', '=', session.id)
    .execute();
}

export function cancel(
  browser: Client,
  order: Pick<Order, 'code'>,
  body: { tickets?: readonly string[]; expectedCents?: number } = {},
  key: string = randomUUID(),
): Promise<Answer<Order>> {
  return browser.post(`/orders/${order.code}/cancel`, body, { 'idempotency-key': key });
}

export async function previewOfCancel(
  browser: Client,
  order: Pick<Order, 'code'>,
  tickets?: readonly string[],
): Promise<CancellationPreview> {
  const query = tickets === undefined ? '' : `?tickets=${tickets.join(',')}`;
  return (await browser.get<CancellationPreview>(`/orders/${order.code}/cancellation${query}`)).body;
}

export function refundByAdmin(
  admin: Client,
  order: Pick<Order, 'code'>,
  body: { tickets?: readonly string[]; reason?: string; expectedCents?: number } = {},
): Promise<Answer<RefundPreview>> {
  const wish = { reason: 'Geste commercial', ...body };
  return admin.post(`/admin/orders/${order.code}/refund`, wish, { 'idempotency-key': randomUUID() });
}

export function startRun(
  admin: Client,
  session: MadeSession,
  change: { kind: 'cancelled' } | { kind: 'moved'; newStartsAt: string; refundUntil: string },
): Promise<Answer<RefundRun>> {
  const reason = { fr: 'Orage', en: 'Thunderstorm' };
  return admin.post(
    `/admin/sessions/${session.code}/refund-runs`,
    { ...change, reason },
    { 'idempotency-key': randomUUID() },
  );
}

/** Waits until a run is done. */
export function runDone(shop: TestShop, admin: Client, run: Pick<RefundRun, 'id'>): Promise<RefundRun> {
  return shop.make.until(async () => {
    const { body } = await admin.get<RefundRun>(`/admin/refund-runs/${run.id}`);
    return body.status === 'done' ? body : null;
  }, `run ${run.id} is done`);
}

/** Places of a session that are taken. */
export async function takenOf(shop: TestShop, session: MadeSession): Promise<number> {
  const { taken } = await shop.db
    .selectFrom('inventory.inventory')
    .select(sql<number>`sum(taken)::int`.as('taken'))
    .where('session_id', '=', session.id)
    .executeTakeFirstOrThrow();
  return taken;
}

/** What goes back of an order or did, by our books: decided in all, and as rows. */
export async function refundedOf(shop: TestShop, order: Pick<Order, 'code'>): Promise<{ cents: number; rows: number }> {
  const { rows } = await sql<{ cents: number; rows: number }>`
    SELECT p.refunded_cents AS cents, (SELECT count(*)::int FROM payments.refunds AS r WHERE r.payment_id = p.id) AS rows
    FROM payments.payments AS p WHERE p.order_code = ${order.code}`.execute(shop.db);
  return rows[0] ?? { cents: 0, rows: 0 };
}

/** Subjects of the mails to an address, the oldest first. */
export async function mailsTo(shop: TestShop, email: string): Promise<string[]> {
  return (await keptMails(shop.platform)).filter(({ to }) => to === email).map(({ subject }) => subject);
}
