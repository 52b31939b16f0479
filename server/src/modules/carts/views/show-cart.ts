import type { Cart, CartLine } from '@og-tickets/contract/carts.ts';
import { money } from '@og-tickets/contract/money.ts';
import { type SaleTerms, type SessionBrief, saleKey } from '../../catalog/index.ts';
import { extendedPeriod, type HoldPeriod } from '../rules.ts';
import type { Line } from '../sql/lines.ts';

/** A cart with what is held of it. */
export interface CartContent {
  id: string;
  lines: readonly Line[];
  live: ReadonlyMap<string, { expiresAt: Date }>;
  period: HoldPeriod | null;
}

/** What the catalogue says of the lines. */
export interface Surroundings {
  terms: ReadonlyMap<string, SaleTerms>;
  sessions: ReadonlyMap<number, SessionBrief>;
  /** Names of the offers by code. */
  names: ReadonlyMap<string, string>;
  now: Date;
}

/**
 * The cart as its page shows it, at the prices of now. A line whose session is not on sale any more stays, with what was
 * last known of it; its price counts no more.
 */
export function showCart(cart: CartContent, { terms, sessions, names, now }: Surroundings): Cart {
  const lines = cart.lines.flatMap((row) => {
    const session = sessions.get(row.sessionId);
    // The catalogue withdraws sessions and never deletes one that was sold; without its name a line could not be shown.
    if (session === undefined) return [];
    const offerName = names.get(row.offer) ?? row.offer;
    return [showLine(row, { session, terms: terms.get(saleKey(row)), hold: cart.live.get(row.holdId), offerName })];
  });
  const deadlines = lines.flatMap((line) => line.holdExpiresAt ?? []).toSorted();
  const payable = lines.filter((line) => line.state !== 'unavailable');
  return {
    id: cart.id,
    lines,
    total: money(payable.reduce((sum, line) => sum + line.amount.cents, 0)),
    holdExpiresAt: deadlines[0] ?? null,
    canExtend: deadlines.length > 0 && cart.period !== null && extendedPeriod(cart.period) !== null,
    serverTime: now.toISOString(),
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
    previousUnitPrice: unitPriceCents === row.unitPriceCents ? null : money(row.unitPriceCents),
    amount: money(unitPriceCents * row.quantity),
    state,
    holdExpiresAt: state === 'held' ? (hold?.expiresAt.toISOString() ?? null) : null,
    cancellableUntil: session.cancellableUntil,
  };
}
