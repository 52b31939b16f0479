import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { OrdersRefundRuns } from '../../../platform/database/schema.ts';

export type RunRow = Selectable<OrdersRefundRuns>;

/** A run at a standstill for this long lost its process. */
const stalledSeconds = 60;

/** Orders that a session's change concerns: not paid yet, or with tickets of it that somebody could enter with. */
const concernsOrder = sql<boolean>`(
  (o.status = 'pending' AND EXISTS (
    SELECT 1 FROM orders.lines AS line WHERE line.order_id = o.id AND line.session_id = run.session_id))
  OR (o.status IN ('paid', 'partially_refunded') AND EXISTS (
    SELECT 1 FROM tickets.tickets AS ticket
    WHERE ticket.order_id = o.id AND ticket.session_id = run.session_id
      AND ticket.status IN ('valid', 'used', 'blocked')))
)`;

/** Orders with a line of the run's session; of a moved one those who ordered for the former date. */
const ordersOfSession = sql`
  orders.orders AS o
  JOIN catalog.session_changes AS change ON change.id = run.change_id
  WHERE o.id IN (SELECT line.order_id FROM orders.lines AS line WHERE line.session_id = run.session_id)
    AND (run.kind = 'cancelled' OR o.created_at <= change.created_at)
    AND ${concernsOrder}`;

export async function insertRun(
  tx: Tx,
  run: { id: string; sessionId: number; changeId: string; kind: RunRow['kind']; startedBy: string },
): Promise<void> {
  await tx
    .insertInto('orders.refund_runs')
    .values({
      id: run.id,
      session_id: run.sessionId,
      change_id: run.changeId,
      kind: run.kind,
      started_by: run.startedBy,
    })
    .execute();
}

/**
 * Adds the orders that the run concerns and does not have yet, and those of a cancelled session that have something left
 * although they were done: an order that was paid at the last moment. Returns how many.
 */
export async function insertMissingOrders(tx: Tx, runId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    INSERT INTO orders.refund_run_orders AS item (run_id, order_id, account_id)
    SELECT run.id, concerned.id, concerned.account_id
    FROM orders.refund_runs AS run
    CROSS JOIN LATERAL (SELECT o.id, o.account_id FROM ${ordersOfSession}) AS concerned
    WHERE run.id = ${runId}
    ON CONFLICT (run_id, order_id) DO UPDATE SET status = 'waiting', done_at = NULL
      WHERE item.status = 'done' AND (SELECT kind FROM orders.refund_runs WHERE id = item.run_id) = 'cancelled'`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

export function findRun(db: Db, id: string): Promise<RunRow | undefined> {
  return db.selectFrom('orders.refund_runs').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The runs of a session, the latest first. */
export function findRunsOfSession(db: Db, sessionId: number): Promise<RunRow[]> {
  return db
    .selectFrom('orders.refund_runs')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('created_at', 'desc')
    .execute();
}

export async function hasOpenRun(tx: Tx, sessionId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('orders.refund_runs')
    .select('id')
    .where('session_id', '=', sessionId)
    .where('status', '<>', 'done')
    .executeTakeFirst();
  return row !== undefined;
}

/** Reads a run and keeps others from working on it or stopping it until the transaction ends. */
export function lockRun(tx: Tx, id: string): Promise<RunRow> {
  return tx.selectFrom('orders.refund_runs').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

/** Stops a run or lets it go on; one that is done stays so. */
export async function setRunStatus(tx: Tx, id: string, to: 'running' | 'stopped'): Promise<void> {
  await tx
    .updateTable('orders.refund_runs')
    .set({ status: to })
    .where('id', '=', id)
    .where('status', '=', to === 'running' ? 'stopped' : 'running')
    .execute();
}

export async function finishRun(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('orders.refund_runs')
    .set({ status: 'done', finished_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

/** The next order to work off; undefined when none waits. */
export async function findNextOrder(db: Db, runId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('orders.refund_run_orders')
    .select('order_id')
    .where('run_id', '=', runId)
    .where('status', '=', 'waiting')
    .orderBy('order_id')
    .limit(1)
    .executeTakeFirst();
  return row?.order_id;
}

/** Is this order of the run still to be worked off? */
export async function isWaiting(db: Db, runId: string, orderId: string): Promise<boolean> {
  const row = await db
    .selectFrom('orders.refund_run_orders')
    .select('order_id')
    .where('run_id', '=', runId)
    .where('order_id', '=', orderId)
    .where('status', '=', 'waiting')
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that an order is worked off, and what came of it beside what came of it before. */
export async function markOrderDone(
  tx: Tx,
  item: { runId: string; orderId: string; tickets: number; amountCents: number },
): Promise<void> {
  await tx
    .updateTable('orders.refund_run_orders')
    .set({
      status: 'done',
      done_at: sql<Date>`now()`,
      tickets: sql<number>`tickets + ${item.tickets}`,
      amount_cents: sql<number>`amount_cents + ${item.amountCents}`,
    })
    .where('run_id', '=', item.runId)
    .where('order_id', '=', item.orderId)
    .execute();
  await tx
    .updateTable('orders.refund_runs')
    .set({ worked_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', item.runId)
    .execute();
}

/** Notes why an order could not be worked off; it is tried again later. */
export async function markOrderFailed(tx: Tx, runId: string, orderId: string, failure: string): Promise<void> {
  await tx
    .updateTable('orders.refund_run_orders')
    .set({ status: 'failed', failure })
    .where('run_id', '=', runId)
    .where('order_id', '=', orderId)
    .where('status', '=', 'waiting')
    .execute();
}

/** Has the orders that failed tried again; returns how many. */
export async function retryFailedOrders(tx: Tx, runId: string): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('orders.refund_run_orders')
    .set({ status: 'waiting', failure: null })
    .where('run_id', '=', runId)
    .where('status', '=', 'failed')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function countFailedOrders(db: Db, runId: string): Promise<number> {
  const { count } = await db
    .selectFrom('orders.refund_run_orders')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('run_id', '=', runId)
    .where('status', '=', 'failed')
    .executeTakeFirstOrThrow();
  return count;
}

/** Is an order of this account, or one of which it was given tickets, still to be worked off? */
export async function hasOrdersLeft(tx: Tx, run: RunRow, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1
    FROM orders.refund_run_orders AS item
    WHERE item.run_id = ${run.id} AND item.status <> 'done'
      AND (item.account_id = ${accountId} OR EXISTS (
        SELECT 1 FROM tickets.tickets AS ticket
        WHERE ticket.order_id = item.order_id AND ticket.session_id = ${run.session_id}
          AND ticket.account_id = ${accountId}))
    LIMIT 1`.execute(tx);
  return rows.length > 0;
}

export interface RunProgress {
  orders: number;
  done: number;
  failed: number;
  tickets: number;
  amountCents: number;
}

/** How far runs are, by run. */
export async function findProgress(db: Db, runIds: readonly string[]): Promise<Map<string, RunProgress>> {
  const { rows } = await sql<RunProgress & { runId: string }>`
    SELECT run_id AS "runId", count(*)::int AS orders, (count(*) FILTER (WHERE status = 'done'))::int AS done,
      (count(*) FILTER (WHERE status = 'failed'))::int AS failed, sum(tickets)::int AS tickets,
      sum(amount_cents)::bigint AS "amountCents"
    FROM orders.refund_run_orders
    WHERE run_id = ANY (${[...runIds]}::uuid[])
    GROUP BY run_id`.execute(db);
  return new Map(rows.map(({ runId, ...progress }) => [runId, progress]));
}

/** The orders that a run tried in vain, and what each failed with. */
export function findFailures(db: Db, runId: string, most: number): Promise<{ order: string; reason: string }[]> {
  return db
    .selectFrom('orders.refund_run_orders as item')
    .innerJoin('orders.orders as o', 'o.id', 'item.order_id')
    .select(['o.code as order', sql<string>`coalesce(item.failure, '')`.as('reason')])
    .where('item.run_id', '=', runId)
    .where('item.status', '=', 'failed')
    .orderBy('item.order_id')
    .limit(most)
    .execute();
}

/** Runs that should be going on and are not: their process was lost, or an order of theirs failed. */
export async function findStalledRuns(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('orders.refund_runs')
    .select('id')
    .where('status', '=', 'running')
    .where('worked_at', '<', sql<Date>`now() - make_interval(secs => ${stalledSeconds})`)
    .execute();
  return rows.map((row) => row.id);
}

/** Opens done runs of cancelled sessions again of which something is left: an order placed or paid at the last moment. */
export async function reopenRuns(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    UPDATE orders.refund_runs AS again
    SET status = 'running', finished_at = NULL
    WHERE again.id IN (
      SELECT run.id FROM orders.refund_runs AS run
      WHERE run.kind = 'cancelled' AND run.status = 'done' AND EXISTS (SELECT 1 FROM ${ordersOfSession}))
    RETURNING again.id`.execute(tx);
  return rows.map((row) => row.id);
}
