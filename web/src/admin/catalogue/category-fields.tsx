import type { AdminOffer } from '@og-tickets/contract/catalog-admin.ts';
import { money } from '@og-tickets/contract/money.ts';
import { unitPriceCents } from '@og-tickets/contract/rules/pricing.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { useLanguage } from '../../words/language.ts';
import { type CategoryDraft, readPrice } from './session-draft.ts';

interface Props {
  category: CategoryDraft;
  offers: readonly AdminOffer[];
  /** What is wrong with a field of this category. */
  fault: (field: string) => string | undefined;
  onChange: (changes: Partial<CategoryDraft>) => void;
  onRemove: () => void;
}

/** One category: its code, its places, its price, and the tariffs that are not the ones worked out. */
export function CategoryFields({ category: one, offers, fault, onChange, onRemove }: Props) {
  const w = useWords(catalogueWords).form;
  const language = useLanguage();
  const price = readPrice(one.price);
  const computed = ({ places, discountPercent }: AdminOffer): string =>
    price === null ? '—' : formatMoney(money(unitPriceCents(price, { places, discountPercent })), language);
  return (
    <fieldset className="flex flex-col gap-3 rounded-field border border-line p-4">
      <legend className="px-1 font-semibold">{w.categoryOf(one.category)}</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label={w.category}
          className="code"
          value={one.category}
          error={fault('category')}
          onChange={(event) => onChange({ category: event.target.value })}
        />
        <TextField
          label={w.price}
          inputMode="decimal"
          value={one.price}
          error={fault('price')}
          onChange={(event) => onChange({ price: event.target.value })}
        />
        <TextField
          label={w.capacity}
          inputMode="numeric"
          hint={one.sold + one.held > 0 ? w.taken(one.sold, one.held) : undefined}
          value={one.capacity}
          error={fault('capacity')}
          onChange={(event) => onChange({ capacity: event.target.value })}
        />
      </div>
      <div className="grid gap-x-4 sm:grid-cols-2">
        <Checkbox
          label={w.accessible}
          checked={one.wheelchair}
          onChange={(event) => onChange({ wheelchair: event.target.checked })}
        />
        {one.wheelchair ? (
          <Checkbox
            label={w.companion}
            checked={one.companion}
            onChange={(event) => onChange({ companion: event.target.checked })}
          />
        ) : null}
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        {offers.map((offer) => (
          <TextField
            key={offer.code}
            label={w.tariff(offer.name[language])}
            hint={w.tariffHint(computed(offer))}
            value={one.tariffs[offer.code] ?? ''}
            error={fault(`tariffs.${offer.code}`)}
            onChange={(event) => onChange({ tariffs: { ...one.tariffs, [offer.code]: event.target.value } })}
          />
        ))}
      </div>
      <div>
        <Button variant="quiet" icon="trash" aria-label={w.removeCategory(one.category)} onClick={onRemove}>
          {w.removeCategory(one.category)}
        </Button>
      </div>
    </fieldset>
  );
}
