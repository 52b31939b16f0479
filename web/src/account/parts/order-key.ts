import type { Cart } from '@og-tickets/contract/carts.ts';
import { newKey } from '../../api/new-key.ts';

/** Where the key is kept: this tab, so that a reload and a way back find it again. */
const STORAGE_KEY = 'og-tickets.order-key';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * The Idempotency-Key for ordering what is in the cart now: the same as long as the cart holds the same lines, so that a
 * second click, a reload or a way back gives the same order; another one for anything else.
 */
export function orderKey(cart: Pick<Cart, 'id' | 'lines'>, store: Store | undefined = tabStore()): string {
  const content = JSON.stringify([cart.id, ...cart.lines.map((line) => [line.id, line.quantity])]);
  const kept = readKept(store);
  if (kept?.content === content) return kept.key;
  const key = newKey();
  try {
    store?.setItem(STORAGE_KEY, JSON.stringify({ content, key }));
  } catch {
    // No room or switched off: the key then lasts as long as the page asks with it.
  }
  return key;
}

function readKept(store: Store | undefined): { content: string; key: string } | undefined {
  try {
    const kept: unknown = JSON.parse(store?.getItem(STORAGE_KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('content' in kept && 'key' in kept)) return undefined;
    const { content, key } = kept;
    return typeof content === 'string' && typeof key === 'string' ? { content, key } : undefined;
  } catch {
    return undefined;
  }
}

function tabStore(): Store | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
