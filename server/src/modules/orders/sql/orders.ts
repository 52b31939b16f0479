import { currency } from '@og-tickets/contract/money.ts';
import { type OrderStatus, orderStatusesBefore } from '@og-tickets/contract/rules/order-states.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** Makes calls with the same key of one account wait for each other until the transaction ends. */
export async function lockRequest(tx: Tx, accountId: string, idempotencyKey: string): Promise<void> {
  const request = `orders.place:${accountId}:${idempotencyKey}`;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${request}, 0))`.execute(tx);
}

export async function findOrderByKey(
  db: Db,
  accountId: string,
  idempotencyKey: string,
): Promise<{ id: string; cart_id: string } | undefined> {
  return db
    .selectFrom('orders.orders')
    .select(['id', 'cart_id'])
    .where('account_id', '=', accountId)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst();
}

/** Writes an order; false when its code is another order's. */
export async function insertOrder(
  tx: Tx,
  order: {
    id: string;
    code: string;
    accountId: string;
    totalCents: number;
    idempotencyKey: string;
    cartId: string;
    termsVersion: string;
    expiresAt: Date;
  },
): Promise<boolean> {
  const rows = await tx
    .insertInto('orders.orders')
    .values({
      id: order.id,
      code: order.code,
      account_id: order.accountId,
      total_cents: order.totalCents,
      currency,
      idempotency_key: order.idempotencyKey,
      cart_id: order.cartId,
      terms_version: order.termsVersion,
      expires_at: order.expiresAt,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .execute();
  return rows.length > 0;
}

export interface LockedOrder {
  id: string;
  code: string;
  account_id: string;
  status: OrderStatus;
  total_cents: number;
  terms_version: string;
  created_at: Date;
  paid_at: Date | null;
}

/** Reads an order and keeps others from changing it until the transaction ends. Throws when there is none. */
export async function lockOrder(tx: Tx, id: string): Promise<LockedOrder> {
  return tx
    .selectFrom('orders.orders')
    .select(['id', 'code', 'account_id', 'status', 'total_cents', 'terms_version', 'created_at', 'paid_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The column that keeps when an order came to a status, where there is one. */
function timeOf(status: OrderStatus) {
  const now = sql<Date>`now()`;
  if (status === 'paid') return { paid_at: now };
  if (status === 'expired') return { expired_at: now };
  return status === 'cancelled' ? { cancelled_at: now } : {};
}

/** Takes a locked order to another status. Throws when the table of transitions does not allow it. */
export async function moveOrder(tx: Tx, id: string, to: OrderStatus): Promise<void> {
  await tx
    .updateTable('orders.orders')
    .set({ status: to, ...timeOf(to) })
    .where('id', '=', id)
    .where('status', 'in', orderStatusesBefore(to))
    .returning('id')
    .executeTakeFirstOrThrow();
}

/** True for a pending order whose time to pay is over by the database's clock. */
export async function isOverdue(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('orders.orders')
    .select('id')
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('expires_at', '<=', sql<Date>`now()`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Pending orders whose time to pay has been over for `overdueSeconds`, the oldest first. */
export async function findOverdue(db: Db, overdueSeconds: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('orders.orders')
    .select('id')
    .where('status', '=', 'pending')
    .where('expires_at', '<=', sql<Date>`now() - make_interval(secs => ${overdueSeconds})`)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** The database's clock, by which all deadlines are; in a transaction the time it began. */
export async function readNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`SELECT now() AS now`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the database did not say the time');
  return row.now;
}

/** The database's clock at this moment, also long after the transaction began. */
export async function readClock(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`SELECT clock_timestamp() AS now`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the database did not say the time');
  return row.now;
}

/** Notes that the mail with the tickets of an order was sent. */
export async function markMailed(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('orders.orders').set({ mailed_at: sql<Date>`now()` }).where('id', '=', id).execute();
}

const shown = [
  'id',
  'code',
  'account_id',
  'status',
  'total_cents',
  'created_at',
  'paid_at',
  'expires_at',
  'expired_at',
  'cancelled_at',
  'mailed_at',
] as const;

export interface OrderRow {
  id: string;
  code: string;
  account_id: string;
  status: OrderStatus;
  total_cents: number;
  created_at: Date;
  paid_at: Date | null;
  expires_at: Date;
  expired_at: Date | null;
  cancelled_at: Date | null;
  /** When the mail with the tickets was sent. */
  mailed_at: Date | null;
}

export async function findOrder(db: Db, id: string): Promise<OrderRow | undefined> {
  return db.selectFrom('orders.orders').select(shown).where('id', '=', id).executeTakeFirst();
}

/** An order by its code, whoever bought it. */
export async function findOrderByCode(db: Db, code: string): Promise<OrderRow | undefined> {
  return db.selectFrom('orders.orders').select(shown).where('code', '=', code).executeTakeFirst();
}

export async function findOrderOfAccount(db: Db, accountId: string, code: string): Promise<OrderRow | undefined> {
  return db
    .selectFrom('orders.orders')
    .select(shown)
    .where('account_id', '=', accountId)
    .where('code', '=', code)
    .executeTakeFirst();
}

/** The orders of an account, the newest first, after the order `afterId` when it is given. */
export async function findOrdersOfAccount(
  db: Db,
  accountId: string,
  page: { afterId: string | null; limit: number },
): Promise<OrderRow[]> {
  const orders = db.selectFrom('orders.orders').select(shown).where('account_id', '=', accountId);
  const { afterId } = page;
  // The time of the last order is compared in the database, which keeps it finer than a Date does.
  const rest =
    afterId === null
      ? orders
      : orders.where(
          sql<boolean>`(created_at, id) < (SELECT last.created_at, last.id FROM orders.orders AS last WHERE last.id = ${afterId})`,
        );
  return rest.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}
