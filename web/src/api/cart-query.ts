import { type Cart, readCart } from '@og-tickets/contract/carts.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';

/** The cart, shared by the header and the pages. After a write: `queryClient.setQueryData(cartQuery.queryKey, cart)`. */
export const cartQuery = queryOptions({
  queryKey: ['cart'],
  queryFn: ({ signal }) => call(readCart, { signal }),
});

/** Places in the cart that are held now. */
export function heldPlaces(cart: Cart): number {
  return cart.lines.filter((line) => line.state === 'held').reduce((sum, line) => sum + line.places, 0);
}
