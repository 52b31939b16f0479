import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { OrdersRefundRequests } from '../../../platform/database/schema.ts';

export type RequestStatus = 'waiting' | 'approved' | 'declined' | 'outdated';

/** A refund that waits, or waited, for a second admin. */
export interface RequestRow {
  id: string;
  orderId: string;
  code: string;
  accountId: string;
  ticketIds: string[];
  amountCents: number;
  reason: string;
  status: RequestStatus;
  askedBy: string;
  askedAt: Date;
  decidedAt: Date | null;
}

function select(db: Db) {
  return db
    .selectFrom('orders.refund_requests as request')
    .innerJoin('orders.orders as wanted', 'wanted.id', 'request.order_id')
    .select(['request.id', 'request.order_id as orderId', 'wanted.code', 'wanted.account_id as accountId'])
    .select(['request.ticket_ids as ticketIds', 'request.amount_cents as amountCents', 'request.reason'])
    .select(['request.status', 'request.asked_by as askedBy', 'request.asked_at as askedAt'])
    .select('request.decided_at as decidedAt');
}

export async function insertRequest(
  tx: Tx,
  request: Pick<OrdersRefundRequests, 'id' | 'order_id' | 'ticket_ids' | 'amount_cents' | 'reason' | 'asked_by'>,
): Promise<void> {
  await tx.insertInto('orders.refund_requests').values(request).execute();
}

export function findRequest(db: Db, id: string): Promise<RequestRow | undefined> {
  return select(db).where('request.id', '=', id).executeTakeFirst();
}

/** A request, locked until the transaction ends. Lock its order first where that is locked too. */
export function lockRequest(tx: Tx, id: string): Promise<RequestRow> {
  return select(tx).where('request.id', '=', id).forUpdate('request').executeTakeFirstOrThrow();
}

/** The request of an order that waits. */
export async function findWaitingRequest(db: Db, orderId: string): Promise<string | null> {
  const row = await db
    .selectFrom('orders.refund_requests')
    .select('id')
    .where('order_id', '=', orderId)
    .where('status', '=', 'waiting')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Requests that wait, the oldest first, after one of them. */
export function findWaitingRequests(db: Db, page: { afterId: string | null; limit: number }): Promise<RequestRow[]> {
  const waiting = select(db).where('request.status', '=', 'waiting');
  const rest = page.afterId === null ? waiting : waiting.where('request.id', '>', page.afterId);
  return rest.orderBy('request.id').limit(page.limit).execute();
}

/** Writes what became of a locked request that waits. Throws when it does not wait, or when somebody approves their own. */
export async function decideRequest(
  tx: Tx,
  decision: { id: string; status: Exclude<RequestStatus, 'waiting'>; by: string | null },
): Promise<void> {
  await tx
    .updateTable('orders.refund_requests')
    .set({ status: decision.status, decided_by: decision.by, decided_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', decision.id)
    .where('status', '=', 'waiting')
    .returning('id')
    .executeTakeFirstOrThrow();
}

/** What admins gave back of an order without a second one, in cents. */
export async function sumUnapproved(db: Db, orderId: string): Promise<number> {
  const { rows } = await sql<{ cents: number }>`
    SELECT ((SELECT coalesce(sum(amount_cents), 0) FROM orders.cancellations
              WHERE order_id = ${orderId} AND decided_by = 'admin')
          - (SELECT coalesce(sum(amount_cents), 0) FROM orders.refund_requests
              WHERE order_id = ${orderId} AND status = 'approved'))::int AS cents`.execute(db);
  return rows[0]?.cents ?? 0;
}
