import { money } from '@og-tickets/contract/money.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import type { FailedRefund } from '@og-tickets/contract/refund-requests.ts';
import type { Refund } from '@og-tickets/contract/refunds.ts';
import type { Db } from '../../../platform/database/database.ts';
import { findFailedRefunds, findRefund, findRefundsOfOrders, type RefundRow } from '../sql/refunds.ts';

export type { RefundRow };

/** A refund as whoever gives money back sees it. */
export function toRefund(row: RefundRow): Refund {
  return {
    id: row.id,
    amount: money(row.amount_cents),
    status: row.status,
    reason: row.reason,
    failure: row.failure,
    requestedAt: row.created_at.toISOString(),
    succeededAt: row.succeeded_at?.toISOString() ?? null,
  };
}

/** Refunds that a provider refused, the oldest first. The cursor is the last one shown. */
export async function failedRefunds(
  db: Db,
  cursor: string | undefined,
): Promise<{ items: FailedRefund[]; nextCursor: string | null }> {
  const rows = await findFailedRefunds(db, { afterId: cursor ?? null, limit: limits.pageMax + 1 });
  const shown = rows.slice(0, limits.pageMax);
  return {
    items: shown.map((row) => ({
      ...toRefund(row),
      order: row.order_code,
      failedAt: (row.failed_at ?? row.created_at).toISOString(),
    })),
    nextCursor: rows.length > limits.pageMax ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** One refund; null when there is none. */
export async function readRefund(db: Db, id: string): Promise<Refund | null> {
  const row = await findRefund(db, id);
  return row === undefined ? null : toRefund(row);
}

/** The refunds of several orders by order id, in one read, the oldest first; an order without any is not in the map. */
export async function refundsOfOrders(db: Db, orderIds: readonly string[]): Promise<Map<string, RefundRow[]>> {
  if (orderIds.length === 0) return new Map();
  return Map.groupBy(await findRefundsOfOrders(db, orderIds), (refund) => refund.order_id);
}
