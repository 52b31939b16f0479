import { expect, it } from 'vitest';
import { filterText } from './filter-text.ts';
import { activeFilters, type SessionSearch } from './session-search.ts';

const names = { sport: 'Judo', lieu: 'Champ de Mars Arena' };
const chips = (search: SessionSearch, language: 'fr' | 'en') =>
  activeFilters(search).map((filter) => filterText(filter, search, names, language));

it('names every filter in the language shown', () => {
  const search: SessionSearch = { q: 'finale', sport: 'JUD', lieu: 'CDM', du: '2026-07-27', prix: 50, dispo: true };
  expect(chips(search, 'fr')).toEqual([
    '«\u202ffinale\u202f»',
    'Judo',
    'Champ de Mars Arena',
    'à partir du 27 juil.',
    'jusqu’à 50\u00a0€',
    'avec des places',
  ]);
  expect(chips({ prix: 50, au: '2026-07-27' }, 'en')).toEqual(['until 27 Jul', 'up to €50']);
});

it('says a range as one, and a single day as a day', () => {
  expect(chips({ du: '2026-07-27', au: '2026-07-29' }, 'fr')).toEqual(['du 27 juil. au 29 juil.']);
  expect(chips({ du: '2026-07-27', au: '2026-07-27' }, 'fr')).toEqual(['27 juil.']);
});

it('says two prices as one', () => {
  expect(chips({ prixmin: 25, prix: 100 }, 'fr')).toEqual(['de 25\u00a0€ à 100\u00a0€']);
  expect(chips({ prixmin: 25 }, 'en')).toEqual(['from €25']);
  expect(chips({ prixmin: 25, prix: 25 }, 'en')).toEqual(['€25']);
});

it('shows the code of what has no name yet', () => {
  expect(filterText('sport', { sport: 'JUD' }, { sport: undefined, lieu: undefined }, 'fr')).toBe('JUD');
});
