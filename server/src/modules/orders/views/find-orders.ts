import type { QueryOf, ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { findOrders, OfficeOrderRow, OrderHit } from '@og-tickets/contract/office-orders.ts';
import { normalizeOrderCode } from '@og-tickets/contract/rules/order-code.ts';
import type { Platform } from '../../../platform/platform.ts';
import { contactsOf, findAccountId, nameIndex } from '../../accounts/index.ts';
import { providerNames } from '../../payments/index.ts';
import { readOrderCursor, writeOrderCursor } from '../rules/order-cursor.ts';
import {
  type FoundOrder,
  findAccountsByName,
  findOrdersByHolder,
  findOrdersById,
  findOrdersByProviderId,
  findOrdersOfGiven,
  findOrdersWanted,
  findSessionId,
} from '../sql/find-orders.ts';
import { findOrderByCode } from '../sql/orders.ts';

type Shop = Pick<Platform, 'db' | 'keys'>;

/** Accounts, or tickets, that a name is looked for among those who have it. */
const namesakesMax = 500;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a text was found to mean: orders, and accounts all of whose orders are meant, each with the kind of hit. */
class Hits {
  readonly orders = new Map<string, OrderHit>();
  readonly accounts = new Map<string, OrderHit>();
  tooMany = false;

  addOrders(ids: readonly string[], hit: OrderHit): void {
    for (const id of ids) if (!this.orders.has(id)) this.orders.set(id, hit);
  }

  of({ id, accountId }: FoundOrder): OrderHit | null {
    return this.orders.get(id) ?? this.accounts.get(accountId) ?? null;
  }
}

/** A page of all orders, or of those that a text finds; null for a cursor that is not one. */
export async function ordersForOffice(
  shop: Shop,
  { q, cursor, session, limit = limits.pageDefault, ...filter }: QueryOf<typeof findOrders>,
): Promise<ReplyBodyOf<typeof findOrders> | null> {
  const after = cursor === undefined ? null : readOrderCursor(cursor);
  if (after === null && cursor !== undefined) return null;
  const hits = q === undefined ? null : await resolve(shop, q.trim());
  const sessionId = session === undefined ? undefined : await findSessionId(shop.db, session);
  const isNothing = (session !== undefined && sessionId === undefined) || (hits !== null && isEmpty(hits));
  if (isNothing) return { items: [], nextCursor: null, tooMany: false };
  const { status, from, to } = filter;
  const found = hits === null ? null : { orderIds: [...hits.orders.keys()], accountIds: [...hits.accounts.keys()] };
  const rows = await findOrdersWanted(shop.db, { found, status, sessionId, from, to, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return {
    items: await describe(shop, shown, hits),
    nextCursor: isMore ? writeOrderCursor({ createdAt: last.createdAtExact, id: last.id }) : null,
    tooMany: hits?.tooMany ?? false,
  };
}

function isEmpty({ orders, accounts }: Hits): boolean {
  return orders.size === 0 && accounts.size === 0;
}

/** Everything that a text may mean: a code and a name may look the same, so that all that fit are looked for. */
async function resolve(shop: Shop, q: string): Promise<Hits> {
  const { db, keys } = shop;
  const hits = new Hits();
  const code = normalizeOrderCode(q);
  const byCode = code === null ? undefined : await findOrderByCode(db, code);
  if (byCode !== undefined) hits.addOrders([byCode.id], 'code');
  if (uuid.test(q)) {
    for (const { orderId, hit } of await findOrdersById(db, q)) hits.addOrders([orderId], hit);
  }
  hits.addOrders(await findOrdersByProviderId(db, providerNames, q), 'payment');
  if (q.includes('@')) {
    const accountId = await findAccountId(shop, q);
    if (accountId !== undefined) await addAccounts(shop, hits, [accountId], 'email');
    return hits;
  }
  const words = nameIndex(keys, [q]);
  if (words.length > 0 && !uuid.test(q)) await addNames(shop, hits, words);
  return hits;
}

async function addNames(shop: Shop, hits: Hits, words: readonly string[]): Promise<void> {
  const accounts = await findAccountsByName(shop.db, words, namesakesMax + 1);
  await addAccounts(shop, hits, accounts.slice(0, namesakesMax), 'buyer');
  const orders = await findOrdersByHolder(shop.db, words, namesakesMax + 1);
  hits.addOrders(orders, 'holder');
  hits.tooMany ||= accounts.length > namesakesMax || orders.length > namesakesMax;
}

/** The orders that accounts bought, and those of which they were given tickets. */
async function addAccounts(shop: Shop, hits: Hits, accountIds: readonly string[], hit: OrderHit): Promise<void> {
  if (accountIds.length === 0) return;
  for (const id of accountIds) hits.accounts.set(id, hit);
  const given = await findOrdersOfGiven(shop.db, accountIds, namesakesMax + 1);
  hits.addOrders(given, 'holder');
  hits.tooMany ||= given.length > namesakesMax;
}

async function describe(shop: Shop, rows: readonly FoundOrder[], hits: Hits | null): Promise<OfficeOrderRow[]> {
  const people = await contactsOf(
    shop,
    rows.map(({ accountId }) => accountId),
  );
  return rows.map((row) => {
    const { name, email } = people.get(row.accountId) ?? { name: '', email: '' };
    return {
      code: row.code,
      status: row.status,
      total: money(row.totalCents),
      refunded: money(row.refundedCents),
      tickets: row.tickets,
      createdAt: row.createdAt.toISOString(),
      buyer: { id: row.accountId, name, email },
      hit: hits?.of(row) ?? null,
    };
  });
}
