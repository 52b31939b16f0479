import type { Cart } from '@og-tickets/contract/carts.ts';
import { mirrorCart } from './cart-mirror.ts';
import { cartQuery } from './cart-query.ts';
import { settledLogin } from './login.ts';
import { queryClient } from './query-client.ts';

let otherTabs: BroadcastChannel | undefined;

/** Keeps the cart the same in all tabs, and its mirror in step with it; call once at the start. */
export function startCartSync(): void {
  otherTabs = new BroadcastChannel('og-tickets.cart');
  otherTabs.addEventListener('message', () => void queryClient.invalidateQueries({ queryKey: cartQuery.queryKey }));
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    if (event.query.queryKey[0] !== cartQuery.queryKey[0]) return;
    const cart = queryClient.getQueryData(cartQuery.queryKey);
    if (cart) void settledLogin().then((login) => mirrorCart(cart, login.status === 'in'));
  });
}

/** Another call than the cart's own has changed it, as an order does: reads it again, here and in the other tabs. */
export async function cartChanged(): Promise<void> {
  otherTabs?.postMessage('changed');
  await queryClient.invalidateQueries({ queryKey: cartQuery.queryKey });
}

/** Shows the cart that a write has answered, here and in the other tabs. */
export function shareCart(cart: Cart): void {
  queryClient.setQueryData(cartQuery.queryKey, cart);
  otherTabs?.postMessage('changed');
}
