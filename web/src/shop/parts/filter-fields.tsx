import type { SessionList } from '@og-tickets/contract/catalog.ts';
import { money } from '@og-tickets/contract/money.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { Select } from '../../ui/select.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopWords } from '../../words/shop.ts';
import { ChoiceSelect, DaySelect } from './choice-select.tsx';
import { useChosenNames } from './filter-names.ts';
import { SearchText } from './search-text.tsx';
import type { SessionSearch } from './session-search.ts';

/** Offered in whole euros; another price in the address joins them. */
const PRICE_STEPS = [25, 50, 100, 150, 200, 300, 500];

interface FilterFieldsProps {
  search: SessionSearch;
  facets: SessionList['facets'] | undefined;
  onChange: (change: Partial<SessionSearch>) => void;
}

/** Every filter of the list; each applies as soon as it is chosen. */
export function FilterFields({ search, facets, onChange }: FilterFieldsProps) {
  const w = useWords(shopWords).filters;
  const names = useChosenNames(search, facets);
  const days = facets?.days ?? [];
  return (
    <div className="flex flex-col gap-4">
      <SearchText value={search.q ?? ''} onSearch={(q) => onChange({ q })} />
      <ChoiceSelect
        label={w.sport}
        all={w.sportAll}
        choices={facets?.sports ?? []}
        chosen={search.sport}
        name={names.sport}
        onChoose={(sport) => onChange({ sport })}
      />
      <ChoiceSelect
        label={w.venue}
        all={w.venueAll}
        choices={facets?.venues ?? []}
        chosen={search.lieu}
        name={names.lieu}
        onChoose={(lieu) => onChange({ lieu })}
      />
      <DaySelect label={w.from} all={w.firstDay} days={days} chosen={search.du} onChoose={(du) => onChange({ du })} />
      <DaySelect label={w.to} all={w.lastDay} days={days} chosen={search.au} onChoose={(au) => onChange({ au })} />
      <fieldset>
        <legend className="mb-1.5 text-17 font-semibold">{w.price}</legend>
        <div className="grid grid-cols-[repeat(auto-fit,minmax(7rem,1fr))] gap-3">
          <PriceSelect
            label={w.priceLeast}
            all={w.priceAll}
            chosen={search.prixmin}
            onChoose={(prixmin) => onChange({ prixmin })}
          />
          <PriceSelect
            label={w.priceMost}
            all={w.priceAll}
            chosen={search.prix}
            onChoose={(prix) => onChange({ prix })}
          />
        </div>
      </fieldset>
      <Checkbox
        label={facets ? w.option(w.available, facets.available) : w.available}
        checked={search.dispo ?? false}
        onChange={(event) => onChange({ dispo: event.currentTarget.checked || undefined })}
      />
      <Checkbox
        label={facets ? w.option(w.accessible, facets.accessible) : w.accessible}
        checked={search.fauteuil ?? false}
        onChange={(event) => onChange({ fauteuil: event.currentTarget.checked || undefined })}
      />
    </div>
  );
}

interface PriceSelectProps {
  label: string;
  /** Words of the choice that does not filter. */
  all: string;
  chosen: number | undefined;
  onChoose: (euros?: number) => void;
}

function PriceSelect({ label, all, chosen, onChoose }: PriceSelectProps) {
  const language = useLanguage();
  const steps = chosen && !PRICE_STEPS.includes(chosen) ? [...PRICE_STEPS, chosen] : PRICE_STEPS;
  return (
    <Select
      label={label}
      value={chosen ?? ''}
      onChange={(event) => onChoose(Number(event.currentTarget.value) || undefined)}
    >
      <option value="">{all}</option>
      {steps
        .toSorted((one, other) => one - other)
        .map((euros) => (
          <option key={euros} value={euros}>
            {formatMoney(money(euros * 100), language, true)}
          </option>
        ))}
    </Select>
  );
}
