import type { CartLine } from '@og-tickets/contract/carts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatMoney, Money } from '../../ui/format.tsx';
import { QuantityStepper } from '../../ui/quantity-stepper.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopWords } from '../../words/shop.ts';
import { useRemoveLine } from './cart-writes.ts';
import type { RemovedLine } from './removed-notice.tsx';
import { useLineQuantity } from './use-line-quantity.ts';
import { WriteFailed } from '../../shell/write-failed.tsx';

interface CartLineRowProps {
  line: CartLine;
  /** There is no connection: nothing can be changed. */
  frozen: boolean;
  onRemoved: (removed: RemovedLine) => void;
}

/** What a line costs now, is being changed, or no longer counts. */
const AMOUNTS = { held: '', expired: '', waiting: 'opacity-55', unavailable: 'text-muted line-through' };

/** One offer in one category: how many, what it costs, how to change it. */
export function CartLineRow({ line, frozen, onRemoved }: CartLineRowProps) {
  const w = useWords(shopWords).cart;
  const language = useLanguage();
  const edit = useLineQuantity(line);
  const name = w.line(line.offerName, line.category);
  const { session, category, offer, quantity } = line;
  const remove = useRemoveLine(() => onRemoved({ name, line: { session, category, offer, quantity } }));
  return (
    <li className="flex flex-col gap-3 border-t border-dashed border-line p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-40 flex-1">
          <h3 className="font-semibold">{name}</h3>
          <p className="text-16 text-muted">
            {w.places(line.places)} · {w.each(formatMoney(line.unitPrice, language))}
          </p>
          {line.previousUnitPrice ? <PriceChange before={line.previousUnitPrice} now={line.unitPrice} /> : null}
          <LineState state={line.state} />
        </div>
        {line.state === 'unavailable' ? (
          <p className="figures">{w.quantity(line.quantity)}</p>
        ) : (
          <QuantityStepper
            label={w.quantityOf(name)}
            min={1}
            max={limits.quantityPerLine}
            value={edit.quantity}
            onChange={edit.change}
            disabled={frozen}
          />
        )}
        <div className="ml-auto flex min-w-28 flex-col items-end">
          <p className={`heading text-20 ${AMOUNTS[edit.waiting ? 'waiting' : line.state]}`}>
            <Money amount={line.amount} />
          </p>
          <Button
            variant="quiet"
            icon="trash"
            aria-label={w.removeLabel(name)}
            disabled={frozen}
            loading={remove.isPending}
            onClick={() => remove.mutate(line.id)}
          >
            {w.remove}
          </Button>
        </div>
      </div>
      <WriteFailed error={edit.error ?? remove.error} />
    </li>
  );
}

/** The price of a unit has changed since the line was last touched; the new one counts. */
function PriceChange({ before, now }: { before: CartLine['unitPrice']; now: CartLine['unitPrice'] }) {
  const w = useWords(shopWords).cart;
  const language = useLanguage();
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-16 font-semibold text-amber">
      <span>{w.priceChanged}</span>
      <del className="font-normal">
        <span className="sr-only">{w.priceBefore} </span>
        {formatMoney(before, language)}
      </del>
      <span aria-hidden="true">→</span>
      <ins className="no-underline">
        <span className="sr-only">{w.priceNow} </span>
        {formatMoney(now, language)}
      </ins>
    </p>
  );
}

function LineState({ state }: { state: CartLine['state'] }) {
  const w = useWords(shopWords).cart;
  switch (state) {
    case 'held':
      return null;
    case 'expired':
      return (
        <Badge tone="warn" icon="clock">
          {w.expired}
        </Badge>
      );
    case 'unavailable':
      return (
        <>
          <Badge icon="ban">{w.unavailable}</Badge>
          <p className="mt-1 text-16 text-muted">{w.unavailableText}</p>
        </>
      );
  }
}
