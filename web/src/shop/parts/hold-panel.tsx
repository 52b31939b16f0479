import type { Cart } from '@og-tickets/contract/carts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useId, useRef } from 'react';
import { cartQuery } from '../../api/cart-query.ts';
import { useClockOffsetMs } from '../../api/server-clock.ts';
import { Button } from '../../ui/button.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { useExtend } from './cart-writes.ts';
import { useHoldClock } from './hold-clock.ts';
import { WriteFailed } from '../../shell/write-failed.tsx';

/** The server's clock is known to a second or two: asked this long after the end, it agrees that it is over. */
const AFTER_END_MS = 2000;

/** No hold lives longer than this, in minutes. */
const CAP_MINUTES = limits.holdHardCapSeconds / 60;

interface HoldPanelProps {
  cart: Cart;
  /** When the first hold ends. */
  until: string;
  frozen: boolean;
}

/** Until when the places are held, and five more minutes, once. */
export function HoldPanel({ cart, until, frozen }: HoldPanelProps) {
  const w = useWords(shopWords).cart;
  const queryClient = useQueryClient();
  const clockOffsetMs = useClockOffsetMs();
  const extend = useExtend();
  const clock = useHoldClock(until);
  const capId = useId();
  const title = useRef<HTMLParagraphElement>(null);
  const end = useCallback(() => {
    setTimeout(() => void queryClient.invalidateQueries({ queryKey: cartQuery.queryKey }), AFTER_END_MS);
  }, [queryClient]);
  return (
    <div className="flex flex-col gap-3 rounded-card border border-line bg-paper p-4 sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div>
          <p ref={title} tabIndex={-1} className="heading text-20">
            {w.heldUntil(clock ?? '')}
          </p>
          <Countdown deadline={until} clockOffsetMs={clockOffsetMs} onEnd={end} />
        </div>
        {cart.canExtend ? (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <p id={capId} className="text-16 text-muted">
              {w.extendOnce(CAP_MINUTES)}
            </p>
            <Button
              variant="secondary"
              icon="clock"
              aria-label={w.extendLabel}
              aria-describedby={capId}
              disabled={frozen}
              loading={extend.isPending}
              // The button goes with the one extension: the new hour takes the focus and is read.
              onClick={() => extend.mutate(undefined, { onSuccess: () => title.current?.focus() })}
            >
              {w.extend}
            </Button>
          </div>
        ) : (
          <p className="text-16 text-muted">{w.notExtendable(CAP_MINUTES)}</p>
        )}
      </div>
      <WriteFailed error={extend.error} />
    </div>
  );
}
