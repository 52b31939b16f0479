import { expect, it } from 'vitest';
import { mostUnits } from './most-units.ts';

const plenty = { placesEach: 1, remaining: 500, placesPerAccount: 6, placesInCart: 0, unitsInCart: 0 };

it('stops at the limit per person, in whole units', () => {
  expect(mostUnits(plenty)).toEqual({ max: 6, reason: 'limit' });
  expect(mostUnits({ ...plenty, placesEach: 4 })).toEqual({ max: 1, reason: 'limit' });
  expect(mostUnits({ ...plenty, placesEach: 2, placesInCart: 3 })).toEqual({ max: 1, reason: 'limit' });
});

it('stops at the places left', () => {
  expect(mostUnits({ ...plenty, remaining: 3 })).toEqual({ max: 3, reason: 'remaining' });
  expect(mostUnits({ ...plenty, placesEach: 4, remaining: 3 })).toEqual({ max: 0, reason: 'remaining' });
});

it('stops at the limit of one line when a person may have more', () => {
  expect(mostUnits({ ...plenty, placesPerAccount: 50 })).toEqual({ max: 10, reason: 'line' });
  expect(mostUnits({ ...plenty, placesPerAccount: 50, unitsInCart: 8 })).toEqual({ max: 2, reason: 'line' });
});

it('names the limit when both stop at the same number', () => {
  expect(mostUnits({ ...plenty, remaining: 6 }).reason).toBe('limit');
});

it('is never negative', () => {
  expect(mostUnits({ ...plenty, placesInCart: 8 })).toEqual({ max: 0, reason: 'limit' });
  expect(mostUnits({ ...plenty, remaining: -2 })).toEqual({ max: 0, reason: 'remaining' });
});
