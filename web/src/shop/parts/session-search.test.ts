import { describe, expect, it } from 'vitest';
import {
  activeFilters,
  apiQueryOf,
  readSessionSearch,
  withoutFilter,
  withoutFilters,
  withValues,
} from './session-search.ts';

describe('readSessionSearch', () => {
  it('reads every filter', () => {
    const search = {
      q: ' judo ',
      sport: 'JUD',
      lieu: 'CDM',
      du: '2026-07-27',
      au: '2026-07-28',
      prix: 50,
      dispo: true,
    };
    expect(readSessionSearch({ ...search, tri: 'prix' })).toEqual({ ...search, q: 'judo', tri: 'prix' });
  });

  it('takes words that the router has read as numbers or booleans', () => {
    expect(readSessionSearch({ q: 100, prix: '50', dispo: 'true', fauteuil: 'true' })).toEqual({
      q: '100',
      prix: 50,
      dispo: true,
      fauteuil: true,
    });
    expect(readSessionSearch({ q: true })).toEqual({ q: 'true' });
  });

  it.each([
    { q: '   ' },
    { q: ['judo'] },
    { sport: 'JUD&x=1' },
    { lieu: { code: 'CDM' } },
    { du: '2026-02-30' },
    { du: '27/07/2026' },
    { au: 20260727 },
    { prix: -5 },
    { prix: 12.5 },
    { prix: '' },
    { prix: 'cher' },
    { prix: 1e9 },
    { dispo: 1 },
    { fauteuil: 'non' },
    { tri: 'nom' },
    { autre: 'x' },
  ])('does not filter by %j', (search) => {
    expect(readSessionSearch(search)).toEqual({});
  });

  it('never asks for a range that ends before it begins', () => {
    expect(readSessionSearch({ du: '2026-07-28', au: '2026-07-27' })).toEqual({ du: '2026-07-28', au: '2026-07-28' });
  });

  it('never asks for a range of prices that ends below its beginning', () => {
    expect(readSessionSearch({ prixmin: '100', prix: 25 })).toEqual({ prixmin: 100, prix: 100 });
  });

  it('cuts a text that the API would refuse', () => {
    expect(readSessionSearch({ q: 'x'.repeat(200) }).q).toHaveLength(80);
  });
});

it('asks the API in cents and in its own words', () => {
  const search = { lieu: 'CDM', du: '2026-07-27', au: '2026-07-28', prix: 50, dispo: true, tri: 'prix' } as const;
  expect(apiQueryOf(search)).toEqual({
    venue: 'CDM',
    from: '2026-07-27',
    to: '2026-07-28',
    maxPrice: 5000,
    available: true,
    sort: 'price',
  });
  expect(apiQueryOf({})).toEqual({});
});

describe('chips', () => {
  const search = { q: 'judo', du: '2026-07-27', prix: 50, tri: 'prix' } as const;

  it('are one for both days and none for the order', () => {
    expect(activeFilters(search)).toEqual(['q', 'jours', 'prix']);
    expect(activeFilters({ au: '2026-07-27', dispo: true })).toEqual(['jours', 'dispo']);
    expect(activeFilters({ tri: 'prix' })).toEqual([]);
  });

  it('take away their filter only', () => {
    expect(withoutFilter({ ...search, au: '2026-07-28' }, 'jours')).toEqual({ q: 'judo', prix: 50, tri: 'prix' });
    expect(withoutFilter(search, 'q')).toEqual({ du: '2026-07-27', prix: 50, tri: 'prix' });
    expect(withoutFilters(search)).toEqual({ tri: 'prix' });
  });
});

describe('withValues', () => {
  it('sets and takes away', () => {
    expect(withValues({ sport: 'JUD' }, { sport: undefined, lieu: 'CDM' })).toEqual({ lieu: 'CDM' });
    expect(withValues({ q: 'judo' }, { q: '' })).toEqual({});
  });

  it('moves the other day when they would cross', () => {
    expect(withValues({ au: '2026-07-27' }, { du: '2026-07-29' })).toEqual({ du: '2026-07-29', au: '2026-07-29' });
    expect(withValues({ du: '2026-07-29' }, { au: '2026-07-27' })).toEqual({ du: '2026-07-27', au: '2026-07-27' });
    expect(withValues({ prix: 50 }, { prixmin: 100 })).toEqual({ prixmin: 100, prix: 100 });
    expect(withValues({ prixmin: 100 }, { prix: 50 })).toEqual({ prixmin: 50, prix: 50 });
    expect(withoutFilter({ prixmin: 25, prix: 50, q: 'judo' }, 'prix')).toEqual({ q: 'judo' });
  });
});
