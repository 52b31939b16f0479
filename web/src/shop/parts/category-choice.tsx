import { AvailabilityPill, Badge } from '../../ui/badge.tsx';
import { Money } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import type { Category } from './booking-options.ts';
import { canBook } from './can-book.ts';
import { RadioCard } from './radio-card.tsx';
import { FEW_PLACES } from './stock-news.ts';

interface CategoryChoiceProps {
  categories: readonly Category[];
  chosen: string;
  onChoose: (category: string) => void;
}

/** Every category with its price and places left; those that cannot be had say why. */
export function CategoryChoice({ categories, chosen, onChoose }: CategoryChoiceProps) {
  const w = useWords(shopWords).booking;
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{w.category}</legend>
      <div className="flex flex-col gap-2">
        {categories.map((category) => (
          <RadioCard
            key={category.category}
            name="category"
            value={category.category}
            checked={category.category === chosen}
            disabled={!canBook(category.availability)}
            onChoose={onChoose}
          >
            <span className="flex flex-1 flex-wrap items-center gap-x-4 gap-y-1">
              <span className="flex-1">
                <span className="font-semibold">{w.categoryName(category.category)}</span>
                {category.accessible ? (
                  <span className="block text-16 text-muted">
                    {category.companion ? w.withCompanion : w.accessible}
                  </span>
                ) : null}
              </span>{' '}
              <span className="max-sm:order-last max-sm:basis-full">
                <PlacesLeft category={category} />
              </span>{' '}
              <span className="whitespace-nowrap">
                <span className="font-semibold">
                  <Money amount={category.pricePerPlace} short />
                </span>{' '}
                <span className="text-16 text-muted">{w.perPlace}</span>
              </span>
            </span>
          </RadioCard>
        ))}
      </div>
    </fieldset>
  );
}

function PlacesLeft({ category }: { category: Category }) {
  const w = useWords(shopWords).booking;
  const counted = category.availability === 'few' || category.remaining < FEW_PLACES;
  if (!canBook(category.availability) || !counted) return <AvailabilityPill availability={category.availability} />;
  return (
    <Badge tone="danger" icon="alert">
      {w.onlyLeft(category.remaining)}
    </Badge>
  );
}
