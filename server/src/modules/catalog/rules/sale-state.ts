import { type Availability, availabilityOf, type Stock } from '@og-tickets/contract/rules/availability.ts';

export type SessionStatus = 'draft' | 'published' | 'withdrawn' | 'cancelled';

/** Says whether places of a session, or of one of its categories, can be had; `stock` is null where nothing is for sale. */
export function saleState(session: { status: SessionStatus; onSale: boolean }, stock: Stock | null): Availability {
  if (session.status === 'cancelled') return 'cancelled';
  const sold = session.status === 'published' && session.onSale && stock !== null;
  return sold ? availabilityOf(stock) : 'not_on_sale';
}

/** Whether visitors may see a session: a draft not yet, a withdrawn one no longer. */
export function isShown(status: SessionStatus): boolean {
  return status === 'published' || status === 'cancelled';
}
