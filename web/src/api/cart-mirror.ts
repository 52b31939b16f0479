import type { Cart } from '@og-tickets/contract/carts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { useMemo, useSyncExternalStore } from 'react';

/** What it takes to put a line into a cart again. */
export interface MirrorLine {
  session: string;
  category: string;
  offer: string;
  quantity: number;
}

/** A guest's cart as this device remembers it, in case the cookie that leads to it is gone. */
export interface CartMirror {
  cartId: string;
  lines: MirrorLine[];
}

const KEY = 'og-tickets.cart';
const listeners = new Set<() => void>();

/**
 * What to remember after the server has shown a cart. Only a guest's cart can get lost: an account's is not written
 * down, so that it never shows on a shared device after the logout. An empty cart forgets its own lines only.
 */
export function nextMirror(mirror: CartMirror | undefined, cart: Cart, loggedIn: boolean): CartMirror | undefined {
  if (cart.lines.length === 0) return cart.id !== null && cart.id === mirror?.cartId ? undefined : mirror;
  if (loggedIn || cart.id === null) return undefined;
  const lines = cart.lines.map(({ session, category, offer, quantity }) => ({ session, category, offer, quantity }));
  return { cartId: cart.id, lines };
}

/** Reads what is stored; undefined for nothing and for anything that is not a mirror. */
export function parseMirror(stored: string | null): CartMirror | undefined {
  if (stored === null) return undefined;
  const value = parsed(stored);
  if (!isRecord(value) || typeof value.cartId !== 'string' || !Array.isArray(value.lines)) return undefined;
  const lines = value.lines.map(lineOf).filter((line) => line !== undefined);
  if (lines.length === 0 || lines.length !== value.lines.length || lines.length > limits.linesPerCart) return undefined;
  return { cartId: value.cartId, lines };
}

/** Keeps the mirror in step with a cart of the server. */
export function mirrorCart(cart: Cart, loggedIn: boolean): void {
  write(nextMirror(parseMirror(read()), cart, loggedIn));
}

/** Forgets the mirror: the visitor does not want these lines back. */
export function forgetMirror(): void {
  write(undefined);
}

/** The mirror on this device, kept up to date across tabs. */
export function useCartMirror(): CartMirror | undefined {
  // What the server drew is nobody's.
  const stored = useSyncExternalStore(subscribe, read, () => null);
  return useMemo(() => parseMirror(stored), [stored]);
}

function lineOf(value: unknown): MirrorLine | undefined {
  if (!isRecord(value)) return undefined;
  const { session, category, offer, quantity } = value;
  if (typeof session !== 'string' || typeof category !== 'string' || typeof offer !== 'string') return undefined;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity)) return undefined;
  if (quantity < 1 || quantity > limits.quantityPerLine) return undefined;
  return { session, category, offer, quantity };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Heard from other tabs only.
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function write(mirror: CartMirror | undefined): void {
  const text = mirror ? JSON.stringify(mirror) : null;
  if (text === read()) return;
  try {
    if (text === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    // Storage is switched off or full: a lost cookie then loses the cart.
  }
  for (const listener of listeners) listener();
}
