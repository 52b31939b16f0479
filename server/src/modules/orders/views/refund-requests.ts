import { limits } from '@og-tickets/contract/limits.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { RefundRequest } from '@og-tickets/contract/refunds.ts';
import type { Platform } from '../../../platform/platform.ts';
import { namesOf } from '../../accounts/index.ts';
import { findRequest, findWaitingRequests, type RequestRow } from '../sql/refund-requests.ts';

type Shop = Pick<Platform, 'db' | 'keys'>;

/** Refunds that wait for a second admin, the oldest first. The cursor is the last one shown. */
export async function waitingRequests(
  shop: Shop,
  { cursor, caller }: { cursor: string | undefined; caller: string },
): Promise<{ items: RefundRequest[]; nextCursor: string | null }> {
  const rows = await findWaitingRequests(shop.db, { afterId: cursor ?? null, limit: limits.pageMax + 1 });
  const shown = rows.slice(0, limits.pageMax);
  return {
    items: await describe(shop, shown, caller),
    nextCursor: rows.length > limits.pageMax ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** One request; null when there is none. */
export async function readRequest(shop: Shop, id: string, caller: string): Promise<RefundRequest | null> {
  const row = await findRequest(shop.db, id);
  const [request] = row === undefined ? [] : await describe(shop, [row], caller);
  return request ?? null;
}

async function describe(shop: Shop, rows: readonly RequestRow[], caller: string): Promise<RefundRequest[]> {
  const names = await namesOf(
    shop,
    rows.flatMap(({ askedBy, accountId }) => [askedBy, accountId]),
  );
  return rows.map((row) => ({
    id: row.id,
    order: row.code,
    buyer: names.get(row.accountId) ?? '',
    tickets: row.ticketIds.length,
    amount: money(row.amountCents),
    reason: row.reason,
    status: row.status,
    askedBy: names.get(row.askedBy) ?? '',
    own: row.askedBy === caller,
    askedAt: row.askedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
}
