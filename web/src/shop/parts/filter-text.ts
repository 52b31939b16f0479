import { money } from '@og-tickets/contract/money.ts';
import { formatMoney } from '../../ui/format.tsx';
import type { ShopWords } from '../../words/fr/shop.ts';
import { type Language, useLanguage } from '../../words/language.ts';
import { shopWords } from '../../words/shop.ts';
import { dayText } from '../../ui/formats.ts';
import type { Filter, SessionSearch } from './session-search.ts';

/** Names of what is chosen by code. */
export interface ChosenNames {
  sport: string | undefined;
  lieu: string | undefined;
}

/** What a filter that is set says of itself, for chips: a sport's name, `du 27 juil. au 29 juil.`, `jusqu’à 50 €`. */
export function filterText(filter: Filter, search: SessionSearch, names: ChosenNames, language: Language): string {
  const w = shopWords[language].filters;
  switch (filter) {
    case 'q':
      return w.chipText(search.q ?? '');
    case 'sport':
      return names.sport ?? search.sport ?? '';
    case 'lieu':
      return names.lieu ?? search.lieu ?? '';
    case 'jours':
      return daysText(search, w, language);
    case 'prix':
      return priceText(search, w, language);
    case 'dispo':
      return w.chipAvailable;
    case 'fauteuil':
      return w.chipAccessible;
  }
}

/** `filterText` for one search, in the language shown. */
export function useFilterText(search: SessionSearch, names: ChosenNames): (filter: Filter) => string {
  const language = useLanguage();
  return (filter) => filterText(filter, search, names, language);
}

function priceText({ prixmin, prix }: SessionSearch, w: ShopWords['filters'], language: Language): string {
  const text = (euros: number) => formatMoney(money(euros * 100), language, true);
  if (prixmin && prix) return w.priceBetween(text(prixmin), text(prix));
  return prixmin ? w.priceFrom(text(prixmin)) : w.priceUpTo(text(prix ?? 0));
}

function daysText({ du, au }: SessionSearch, w: ShopWords['filters'], language: Language): string {
  const from = du && dayText(du, language, 'chip');
  const to = au && dayText(au, language, 'chip');
  if (from && to) return w.chipDays(from, to);
  if (from) return w.chipFrom(from);
  return to ? w.chipTo(to) : '';
}
