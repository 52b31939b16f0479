import { useQuery } from '@tanstack/react-query';
import { Money } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import type { OfferOption } from './booking-options.ts';
import { offersQuery } from './queries.ts';
import { RadioCard } from './radio-card.tsx';

interface OfferChoiceProps {
  offers: readonly OfferOption[];
  chosen: string;
  /** Places one person may have of the session. */
  limit: number;
  /** Places left in the category. */
  remaining: number;
  onChoose: (offer: string) => void;
}

/** Every offer with its exact content and price in the chosen category. */
export function OfferChoice({ offers, chosen, limit, remaining, onChoose }: OfferChoiceProps) {
  const w = useWords(shopWords);
  const known = useQuery(offersQuery).data;
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{w.booking.offer}</legend>
      <div className="grid gap-2 lg:grid-cols-3">
        {offers.map(({ tariff, max, reason }) => {
          const discount = known?.find(({ code }) => code === tariff.offer)?.discountPercent ?? 0;
          const why = reason === 'remaining' ? w.booking.offerTooBig(remaining) : w.booking.offerOverLimit(limit);
          return (
            <RadioCard
              key={tariff.offer}
              name="offer"
              value={tariff.offer}
              checked={tariff.offer === chosen}
              disabled={max === 0}
              onChoose={onChoose}
            >
              <span className="flex flex-1 flex-col">
                <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                  <span className="font-semibold">{tariff.offerName}</span>{' '}
                  <span className="font-semibold">
                    <Money amount={tariff.price} short />
                  </span>
                </span>{' '}
                <span className="text-16 text-muted">{w.offer.content(tariff.places, discount)}</span>{' '}
                {max === 0 ? <span className="text-16 text-muted">{why}</span> : null}
              </span>
            </RadioCard>
          );
        })}
      </div>
    </fieldset>
  );
}
