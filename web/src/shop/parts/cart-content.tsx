import type { Cart } from '@og-tickets/contract/carts.ts';
import { lazy, Suspense, useState } from 'react';
import { openShortfall, type Shortfall } from '../../shell/cart-shortfall.ts';
import { RetakePanel, ShortfallNotice } from '../../shell/retake-panel.tsx';
import { Banner } from '../../ui/banner.tsx';
import { useOffline } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { CartLineRow } from './cart-line-row.tsx';
import { groupBySession, type SessionLines } from './cart-lines.ts';
import { CartFoot, CartSummary } from './cart-summary.tsx';
import { HoldPanel } from './hold-panel.tsx';
import type { RemovedLine } from './removed-notice.tsx';
import { SessionHead } from './session-head.tsx';

/** A hint, worked out by a file of its own: a cart neither waits for it nor fails without it. */
const CartClashes = lazy(async () => {
  const file = await import('./cart-clashes.tsx').catch(() => undefined);
  return { default: file?.CartClashes ?? NoClashes };
});

function NoClashes() {
  return null;
}

interface CartContentProps {
  cart: Cart;
  onRemoved: (removed: RemovedLine) => void;
}

/** A cart with lines: its hold, the lines by session, the total. Without a connection it can only be read. */
export function CartContent({ cart, onRemoved }: CartContentProps) {
  const w = useWords(shopWords).cart;
  const offline = useOffline();
  const [shortfall, setShortfall] = useState<Shortfall>();
  const open = shortfall && openShortfall(shortfall, cart.lines);
  const groups = groupBySession(cart.lines);
  const bookable = groups.filter(({ lines }) => lines.some(({ state }) => state !== 'unavailable'));
  const expired = cart.lines.some(({ state }) => state === 'expired');
  return (
    <>
      {offline ? <Banner tone="warn">{w.offline}</Banner> : null}
      {cart.holdExpiresAt ? <HoldPanel cart={cart} until={cart.holdExpiresAt} frozen={offline} /> : null}
      {expired ? <RetakePanel cart={cart} frozen={offline} onDone={setShortfall} /> : null}
      {open ? <ShortfallNotice news={shortfall} shortfall={open} /> : null}
      {bookable.length > 1 ? (
        <Suspense fallback={null}>
          <CartClashes groups={bookable} />
        </Suspense>
      ) : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex flex-col gap-6">
          {groups.map((group) => (
            <SessionGroup key={group.session} group={group} frozen={offline} onRemoved={onRemoved} />
          ))}
        </div>
        <CartSummary cart={cart} />
      </div>
      <CartFoot cart={cart} />
    </>
  );
}

interface SessionGroupProps {
  group: SessionLines;
  frozen: boolean;
  onRemoved: (removed: RemovedLine) => void;
}

function SessionGroup({ group, frozen, onRemoved }: SessionGroupProps) {
  const id = `epreuve-${group.session}`;
  return (
    <section aria-labelledby={id} className="rounded-card bg-paper shadow-lift">
      <SessionHead session={group.session} summary={group.summary} headingId={id} />
      <ul>
        {group.lines.map((line) => (
          <CartLineRow key={line.id} line={line} frozen={frozen} onRemoved={onRemoved} />
        ))}
      </ul>
    </section>
  );
}
