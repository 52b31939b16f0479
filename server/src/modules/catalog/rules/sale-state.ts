import { type Availability, availabilityOf, type Stock } from '@og-tickets/contract/rules/availability.ts';

export type SessionStatus = 'published' | 'withdrawn' | 'cancelled';

/** Says whether places of a session, or of one of its categories, can be had; `stock` is null where nothing is for sale. */
export function saleState(session: { status: SessionStatus; onSale: boolean }, stock: Stock | null): Availability {
  if (session.status === 'cancelled') return 'cancelled';
  const sold = session.status === 'published' && session.onSale && stock !== null;
  return sold ? availabilityOf(stock) : 'not_on_sale';
}
