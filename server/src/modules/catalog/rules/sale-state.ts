import { type Availability, availabilityOf, type Stock } from '@og-tickets/contract/rules/availability.ts';

export type SessionStatus = 'published' | 'withdrawn' | 'cancelled';

/** Says whether places of a session, or of one of its categories, can be had; `stock` is null where nothing is for sale. */
export function saleState(session: { status: SessionStatus; onSale: boolean }, stock: Stock | null): Availability {
  switch (session.status) {
    case 'cancelled':
      return 'cancelled';
    case 'withdrawn':
      return 'not_on_sale';
    case 'published':
      return session.onSale && stock !== null ? availabilityOf(stock) : 'not_on_sale';
  }
}
