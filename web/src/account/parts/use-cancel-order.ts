import { cancelOrder } from '@og-tickets/contract/refunds.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from '../../api/call.ts';
import { CANCELLATION_KEY } from './cancellation-queries.ts';
import { newKey } from '../../api/new-key.ts';

interface CancelWish {
  /** Absent for an order that is not paid. */
  tickets?: string[];
  /** What the buyer was shown, in cents. */
  expectedCents: number;
}

/**
 * Cancels an order that is not paid, or tickets of one that is. Trying the same again after a lost reply takes nothing
 * back twice; a failure has everything read again that the buyer decides on.
 */
export function useCancelOrder(code: string) {
  const client = useQueryClient();
  const attempt = useRef<{ content: string; key: string }>(undefined);
  return useMutation({
    mutationFn: (wish: CancelWish) => {
      const content = JSON.stringify(wish);
      if (attempt.current?.content !== content) attempt.current = { content, key: newKey() };
      return call(cancelOrder, { params: { code }, body: wish, idempotencyKey: attempt.current.key });
    },
    onSuccess: async (order) => {
      attempt.current = undefined;
      client.setQueryData(['order', code], order);
      await Promise.all(
        ['orders', 'tickets', 'ticket', 'cart'].map((kind) => client.invalidateQueries({ queryKey: [kind] })),
      );
    },
    onError: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['order', code] }),
        client.invalidateQueries({ queryKey: [CANCELLATION_KEY, code] }),
      ]);
    },
  });
}
