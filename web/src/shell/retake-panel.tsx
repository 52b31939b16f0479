import type { Cart, CartLine } from '@og-tickets/contract/carts.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { FocusBox } from '../ui/focus-box.tsx';
import { useWords } from '../words/book.ts';
import type { RetakeWords } from '../words/fr/retake.ts';
import { retakeWords } from '../words/retake.ts';
import { type Shortfall, shortfallOf } from './cart-shortfall.ts';
import { useRetake } from './cart-write.ts';
import { WriteFailed } from './write-failed.tsx';

interface RetakePanelProps {
  cart: Cart;
  frozen: boolean;
  /** Names the lines that are over; a page that shows each of them need not. */
  named?: boolean;
  onDone: (shortfall: Shortfall) => void;
}

/** Holds of the cart are over: the lines are kept, one press takes the places again. */
export function RetakePanel({ cart, frozen, named = false, onDone }: RetakePanelProps) {
  const w = useWords(retakeWords);
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
        {named ? <LineNames lines={cart.lines.filter(({ state }) => state === 'expired')} /> : null}
        {w.expiredText}
      </Banner>
      <WriteFailed error={retake.error} />
    </div>
  );
}

/** Lines of a cart in words: session, offer, category. */
export function LineNames({ lines }: { lines: readonly CartLine[] }) {
  const w = useWords(retakeWords);
  return (
    <ul className="mb-1 list-disc pl-5">
      {lines.map((line) => (
        <li key={line.id}>{nameOf(line, w)}</li>
      ))}
    </ul>
  );
}

function nameOf(line: CartLine, w: RetakeWords): string {
  return `${line.summary.title}, ${w.line(line.offerName, line.category)}`;
}

/**
 * What a retake brought back, and by name what it did not. Takes the focus with each `news`, because the button for it
 * may be gone; `shortfall` is what of it still holds.
 */
export function ShortfallNotice({ news, shortfall }: { news: unknown; shortfall: Shortfall }) {
  const w = useWords(retakeWords);
  const { lost, less } = shortfall;
  const whole = lost.length === 0 && less.length === 0;
  const title = whole ? w.retaken : lost.length > 0 ? w.retakeLost : w.retakePartly;
  return (
    <FocusBox news={news}>
      <Banner tone={whole ? 'ok' : 'warn'} title={title}>
        {whole ? null : (
          <ul className="list-disc pl-5">
            {lost.map((line) => (
              <li key={line.id}>{nameOf(line, w)}</li>
            ))}
            {less.map(({ line, before }) => (
              <li key={line.id}>{w.retakeLess(nameOf(line, w), before, line.quantity)}</li>
            ))}
          </ul>
        )}
        {lost.length > 0 ? <p className="mt-1">{w.retakeHint}</p> : null}
      </Banner>
    </FocusBox>
  );
}
