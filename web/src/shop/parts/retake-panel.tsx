import type { Cart, CartLine } from '@og-tickets/contract/carts.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { type Shortfall, shortfallOf } from './cart-lines.ts';
import { useRetake } from './cart-writes.ts';
import { FocusBox } from './focus-box.tsx';
import { WriteFailed } from './write-failed.tsx';

interface RetakePanelProps {
  cart: Cart;
  frozen: boolean;
  onDone: (shortfall: Shortfall) => void;
}

/** Holds of the cart are over: the lines are kept, one press takes the places again. */
export function RetakePanel({ cart, frozen, onDone }: RetakePanelProps) {
  const w = useWords(shopWords).cart;
  const retake = useRetake((after) => onDone(shortfallOf(cart.lines, after.lines)));
  return (
    <div className="flex flex-col gap-3">
      <Banner
        tone="warn"
        title={w.expiredTitle}
        actions={
          <Button icon="clock" disabled={frozen} loading={retake.isPending} onClick={() => retake.mutate(undefined)}>
            {w.retake}
          </Button>
        }
      >
        {w.expiredText}
      </Banner>
      <WriteFailed error={retake.error} />
    </div>
  );
}

/**
 * What a retake brought back, and by name what it did not. Takes the focus with each `news`, because the button for it
 * may be gone; `shortfall` is what of it still holds.
 */
export function ShortfallNotice({ news, shortfall }: { news: unknown; shortfall: Shortfall }) {
  const w = useWords(shopWords).cart;
  const { lost, less } = shortfall;
  const whole = lost.length === 0 && less.length === 0;
  const title = whole ? w.retaken : lost.length > 0 ? w.retakeLost : w.retakePartly;
  const nameOf = (line: CartLine) => `${line.summary.title}, ${w.line(line.offerName, line.category)}`;
  return (
    <FocusBox news={news}>
      <Banner tone={whole ? 'ok' : 'warn'} title={title}>
        {whole ? null : (
          <ul className="list-disc pl-5">
            {lost.map((line) => (
              <li key={line.id}>{nameOf(line)}</li>
            ))}
            {less.map(({ line, before }) => (
              <li key={line.id}>{w.retakeLess(nameOf(line), before, line.quantity)}</li>
            ))}
          </ul>
        )}
        {lost.length > 0 ? <p className="mt-1">{w.retakeHint}</p> : null}
      </Banner>
    </FocusBox>
  );
}
