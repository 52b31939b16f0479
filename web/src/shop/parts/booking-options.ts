import type { CartLine } from '@og-tickets/contract/carts.ts';
import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import { canBook } from './can-book.ts';
import { type BoundReason, mostUnits } from './most-units.ts';

export type Category = SessionDetail['categories'][number];
export type Tariff = Category['tariffs'][number];

/** What the visitor has chosen so far. */
export interface Choice {
  category?: string;
  offer?: string;
  quantity: number;
}

/** Reads a choice that was kept; what it cannot understand is not chosen. */
export function readChoice(stored: unknown): Choice {
  if (typeof stored !== 'object' || stored === null) return { quantity: 1 };
  const { category, offer, quantity }: Record<string, unknown> = { ...stored };
  return {
    ...(typeof category === 'string' ? { category } : {}),
    ...(typeof offer === 'string' ? { offer } : {}),
    quantity: Number.isInteger(quantity) ? Math.max(1, Number(quantity)) : 1,
  };
}

/** An offer in the chosen category; `max` 0 says that none can be had, `reason` why. */
export interface OfferOption {
  tariff: Tariff;
  max: number;
  reason: BoundReason;
}

/**
 * What can be chosen now and what is chosen: the visitor's choice as long as it can be had, else the cheapest category
 * and the first offer that fit. `category` or `chosen` is undefined when the limit per person leaves nothing.
 */
export function optionsOf(session: SessionDetail, lines: readonly CartLine[], choice: Choice) {
  const own = lines.filter((line) => line.session === session.code && line.state === 'held');
  const placesInCart = own.reduce((sum, line) => sum + line.places, 0);
  const open = session.categories.filter(({ availability }) => canBook(availability));
  const category =
    open.find((one) => one.category === choice.category) ??
    open.find((one) => one.pricePerPlace.cents === session.priceFrom?.cents) ??
    open.at(-1);
  const offers = (category?.tariffs ?? []).map((tariff): OfferOption => {
    const same = own.find((line) => line.category === category?.category && line.offer === tariff.offer);
    const bounds = {
      placesEach: tariff.places,
      remaining: category?.remaining ?? 0,
      placesPerAccount: session.limits.placesPerAccount,
      placesInCart,
      unitsInCart: same?.quantity ?? 0,
    };
    return { tariff, ...mostUnits(bounds) };
  });
  const possible = offers.filter(({ max }) => max > 0);
  const chosen = possible.find(({ tariff }) => tariff.offer === choice.offer) ?? possible[0];
  return { placesInCart, category, offers, chosen, quantity: Math.min(choice.quantity, chosen?.max ?? 1) };
}
