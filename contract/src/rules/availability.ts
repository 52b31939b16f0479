import { limits } from '../limits.ts';

/** Why places can be had, or why not; `held` means that baskets may give places back. */
export const availabilities = ['available', 'few', 'held', 'sold_out', 'not_on_sale', 'cancelled'] as const;
export type Availability = (typeof availabilities)[number];

/** Places of one category, or of a session as a whole. */
export interface Stock {
  capacity: number;
  /** Held and sold places. */
  taken: number;
  /** Places in live holds, a part of `taken`. */
  held: number;
}

/** Says why places of a stock that is on sale can be had or not. */
export function availabilityOf(stock: Stock): Exclude<Availability, 'not_on_sale' | 'cancelled'> {
  const remaining = stock.capacity - stock.taken;
  if (remaining <= 0) return stock.held > 0 ? 'held' : 'sold_out';
  return remaining * 100 < stock.capacity * limits.fewPercent ? 'few' : 'available';
}
