import type { CartLine } from '@og-tickets/contract/carts.ts';
import { useEffect, useRef, useState } from 'react';
import { formatMoney } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopWords } from '../../words/shop.ts';
import { useChangeLine } from './cart-writes.ts';

/** Several presses in a row are one change. */
const PAUSE_MS = 400;

/** The quantity of a line as the visitor wants it, sent after a pause; a refusal brings back the server's. */
export function useLineQuantity(line: CartLine) {
  const w = useWords(shopWords).cart;
  const language = useLanguage();
  const change = useChangeLine();
  const [wanted, setWanted] = useState<number>();
  const pending = useRef<{ timer: ReturnType<typeof setTimeout>; send: () => void }>(undefined);
  // Leaving the page, to order for one, sends what is still waiting.
  useEffect(
    () => () => {
      clearTimeout(pending.current?.timer);
      pending.current?.send();
    },
    [],
  );
  const set = (quantity: number) => {
    setWanted(quantity);
    clearTimeout(pending.current?.timer);
    const send = () => {
      pending.current = undefined;
      change.mutate(
        { id: line.id, quantity },
        {
          onSuccess: (cart) => announce(w.updated(formatMoney(cart.total, language))),
          onSettled: () => setWanted((now) => (now === quantity ? undefined : now)),
        },
      );
    };
    pending.current = { timer: setTimeout(send, PAUSE_MS), send };
  };
  return { quantity: wanted ?? line.quantity, waiting: wanted !== undefined, change: set, error: change.error };
}
