import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { Db } from '../../../platform/database/database.ts';
import { offerNames, readSaleTermsOfMany, sessionSummaries } from '../../catalog/index.ts';
import { liveHolds } from '../../inventory/index.ts';
import type { CartOwner } from '../rules.ts';
import { readCart, readNow } from '../sql/carts.ts';
import { readLines } from '../sql/lines.ts';
import { showCart } from './show-cart.ts';

/** Does this owner have a cart? */
export async function hasCart(db: Db, owner: CartOwner): Promise<boolean> {
  return (await readCart(db, owner)) !== null;
}

/** The cart of an owner as its page shows it. `owner` null: a guest who has chosen nothing. */
export function readCartView(db: Db, owner: CartOwner | null, locale: Locale): Promise<Cart> {
  // One connection for all: in a rush each time in the queue for one is what a reply waits for.
  return db.connection().execute((connection) => readOn(connection, owner, locale));
}

async function readOn(db: Db, owner: CartOwner | null, locale: Locale): Promise<Cart> {
  const cart = owner === null ? null : await readCart(db, owner);
  const now = await readNow(db);
  if (cart === null) {
    const serverTime = now.toISOString();
    return { id: null, lines: [], total: money(0), holdExpiresAt: null, canExtend: false, serverTime };
  }
  const lines = await readLines(db, cart.id);
  const live = await liveHolds(db, cart.id);
  const terms = await readSaleTermsOfMany(db, lines);
  const ids = lines.map((line) => line.sessionId);
  const sessions = await sessionSummaries(db, ids, locale);
  const names = await offerNames(db, locale);
  return showCart({ ...cart, lines, live }, { terms, sessions, names, now });
}
