import { type Cart, retakeCart } from '@og-tickets/contract/carts.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { cartQuery } from '../api/cart-query.ts';
import { shareCart } from '../api/cart-sync.ts';

/**
 * A write whose reply is the cart. Writes take turns, so that the last reply is the last state; a failed one has the
 * cart read again, because a lost reply says nothing about what was done. `onDone` is called even when the component is
 * gone by then, as that of a removed line is.
 */
export function useCartWrite<Input>(write: (input: Input) => Promise<Cart>, onDone?: (cart: Cart) => void) {
  const queryClient = useQueryClient();
  return useMutation<Cart, Error, Input>({
    scope: { id: 'cart' },
    mutationFn: async (input) => {
      // A read that is on its way would put the cart from before over the reply.
      await queryClient.cancelQueries({ queryKey: cartQuery.queryKey });
      return write(input);
    },
    onSuccess: (cart) => {
      shareCart(cart);
      onDone?.(cart);
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: cartQuery.queryKey }),
  });
}

/** Holds the places of expired lines again, as far as there are places. */
export function useRetake(onDone: (cart: Cart) => void) {
  return useCartWrite(() => call(retakeCart, {}), onDone);
}
