import { addCartLine, type Cart, changeCartLine, extendCart, removeCartLine } from '@og-tickets/contract/carts.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import type { MirrorLine } from '../../api/cart-mirror.ts';
import { shareCart } from '../../api/cart-sync.ts';
import { useCartWrite } from '../../shell/cart-write.ts';
import { sessionQuery } from './queries.ts';

/** Adds a line and holds its places. Trying the same again after a lost reply adds nothing twice. */
export function useAddLine() {
  const queryClient = useQueryClient();
  const attempt = useRef<{ content: string; key: string }>(undefined);
  return useCartWrite(async (line: MirrorLine) => {
    const content = JSON.stringify(line);
    if (attempt.current?.content !== content) attempt.current = { content, key: randomKey() };
    try {
      const cart = await call(addCartLine, { body: line, idempotencyKey: attempt.current.key });
      attempt.current = undefined;
      return cart;
    } catch (error) {
      const unknown = error instanceof ApiError && (error.status === 0 || error.status >= 500);
      if (!unknown) attempt.current = undefined;
      throw error;
    } finally {
      void queryClient.invalidateQueries({ queryKey: sessionQuery(line.session).queryKey });
    }
  });
}

/** Adds lines one after the other, as many as can be; the cart shows up once the last one is through. */
export function useRestoreLines() {
  return useMutation({
    scope: { id: 'cart' },
    mutationFn: async (lines: readonly MirrorLine[]) => {
      const missed: { line: MirrorLine; error: unknown }[] = [];
      let cart: Cart | undefined;
      for (const line of lines) {
        try {
          cart = await call(addCartLine, { body: line });
        } catch (error) {
          missed.push({ line, error });
        }
      }
      if (cart) shareCart(cart);
      return missed;
    },
  });
}

/** Changes the quantity of a line; on refusal the line keeps what it had. */
export function useChangeLine() {
  return useCartWrite(({ id, quantity }: { id: string; quantity: number }) =>
    call(changeCartLine, { params: { id }, body: { quantity } }),
  );
}

/** Removes a line. */
export function useRemoveLine(onDone: () => void) {
  return useCartWrite((id: string) => call(removeCartLine, { params: { id } }), onDone);
}

/** Five more minutes, once. */
export function useExtend() {
  return useCartWrite(() => call(extendCart, {}));
}

/** `crypto.randomUUID` exists on secure pages only; a shop may be tried out over plain http. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
