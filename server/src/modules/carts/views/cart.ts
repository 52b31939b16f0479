import type { Cart, CartLine } from '@og-tickets/contract/carts.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { Db } from '../../../platform/database/database.ts';
import {
  offerNames,
  readSaleTermsOfMany,
  type SaleTerms,
  type SessionBrief,
  saleKey,
  sessionSummaries,
} from '../../catalog/index.ts';
import { liveHolds } from '../../inventory/index.ts';
import { type CartOwner, extendedPeriod } from '../rules.ts';
import { readCart, readNow } from '../sql/carts.ts';
import { type Line, readLines } from '../sql/lines.ts';

/** Does this owner have a cart? */
export async function hasCart(db: Db, owner: CartOwner): Promise<boolean> {
  return (await readCart(db, owner)) !== null;
}

/**
 * The cart as its page shows it, at the prices of now. A line whose session is not on sale any more stays, with what was
 * last known of it; its price counts no more. `owner` null: a guest who has chosen nothing.
 */
export function readCartView(db: Db, owner: CartOwner | null, locale: Locale): Promise<Cart> {
  // One connection for all: in a rush each time in the queue for one is what a reply waits for.
  return db.connection().execute((connection) => readOn(connection, owner, locale));
}

async function readOn(db: Db, owner: CartOwner | null, locale: Locale): Promise<Cart> {
  const cart = owner === null ? null : await readCart(db, owner);
  const now = (await readNow(db)).toISOString();
  if (cart === null)
    return { id: null, lines: [], total: money(0), holdExpiresAt: null, canExtend: false, serverTime: now };
  const rows = await readLines(db, cart.id);
  const live = await liveHolds(db, cart.id);
  const terms = await readSaleTermsOfMany(db, rows);
  const sessions = await sessionSummaries(
    db,
    rows.map((row) => row.sessionId),
    locale,
  );
  const names = await offerNames(db, locale);
  const lines = rows.flatMap((row) => {
    const session = sessions.get(row.sessionId);
    // The catalogue withdraws sessions and never deletes one that was sold; without its name a line could not be shown.
    if (session === undefined) return [];
    const offerName = names.get(row.offer) ?? row.offer;
    return [showLine(row, { session, terms: terms.get(saleKey(row)), hold: live.get(row.holdId), offerName })];
  });
  const deadlines = lines.flatMap((line) => line.holdExpiresAt ?? []).toSorted();
  const payable = lines.filter((line) => line.state !== 'unavailable');
  return {
    id: cart.id,
    lines,
    total: money(payable.reduce((sum, line) => sum + line.amount.cents, 0)),
    holdExpiresAt: deadlines[0] ?? null,
    canExtend: deadlines.length > 0 && cart.period !== null && extendedPeriod(cart.period) !== null,
    serverTime: now,
  };
}

function showLine(
  row: Line,
  known: {
    session: SessionBrief;
    terms: SaleTerms | undefined;
    hold: { expiresAt: Date } | undefined;
    offerName: string;
  },
): CartLine {
  const { session, terms, hold, offerName } = known;
  const unitPriceCents = terms?.unitPriceCents ?? row.unitPriceCents;
  const isHeld = hold !== undefined && terms?.places === row.placesEach;
  const state = terms?.onSale !== true ? 'unavailable' : isHeld ? 'held' : 'expired';
  return {
    id: row.id,
    session: session.code,
    summary: session.summary,
    category: row.category,
    offer: row.offer,
    offerName,
    quantity: row.quantity,
    places: row.quantity * (terms?.places ?? row.placesEach),
    unitPrice: money(unitPriceCents),
    amount: money(unitPriceCents * row.quantity),
    state,
    holdExpiresAt: state === 'held' ? (hold?.expiresAt.toISOString() ?? null) : null,
  };
}
