import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { placesOnSale, type SplitCategory, splitCapacity } from './capacity.ts';
import { type Audience, categoryCode, categoryPosition, zoneCodes } from './categories.ts';

function categories(standard: readonly string[], wheelchair: readonly string[] = []): SplitCategory[] {
  const of = (audience: Audience) => (zone: string) => ({ category: categoryCode(zone, audience), audience });
  return [...standard.map(of('standard')), ...wheelchair.map(of('wheelchair'))];
}

test('a hall of five zones is split by the documented shares of four fifths of its places', () => {
  expect(Object.fromEntries(splitCapacity(27_000, categories(['First', 'A', 'B', 'C', 'D'])))).toEqual({
    First: 1_080,
    A: 5_400,
    B: 6_480,
    C: 5_400,
    D: 3_240,
  });
});

test('shares are scaled to the zones that exist, and places that do not divide go to the largest rests', () => {
  expect(Object.fromEntries(splitCapacity(10, categories(['A', 'B'])))).toEqual({ A: 4, B: 4 });
  expect(Object.fromEntries(splitCapacity(14, categories(['A', 'B', 'C'])))).toEqual({ A: 4, B: 4, C: 3 });
  expect(Object.fromEntries(splitCapacity(1_000, categories(['A'])))).toEqual({ A: 800 });
});

test('wheelchair categories share one percent, at least four places each, taken from the others', () => {
  const split = splitCapacity(6_850, categories(['First', 'A', 'B'], ['A', 'B']));
  expect(split.get('A-PFR')).toBe(28);
  expect(split.get('B-PFR')).toBe(27);
  expect([...split.values()].reduce((sum, places) => sum + places)).toBe(placesOnSale(6_850));
  const small = splitCapacity(100, categories(['A'], ['A', 'B']));
  expect(Object.fromEntries(small)).toEqual({ A: 72, 'A-PFR': 4, 'B-PFR': 4 });
});

test('a capacity that is no positive whole number is a bug of the caller', () => {
  expect(() => splitCapacity(0, categories(['A']))).toThrow(RangeError);
  expect(() => splitCapacity(1.5, categories(['A']))).toThrow(RangeError);
});

test('categories stand in the order of the price list, wheelchair ones last', () => {
  const ordered = [
    ...zoneCodes.map((zone) => categoryPosition(zone, 'standard')),
    categoryPosition('First', 'wheelchair'),
  ];
  expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
  expect(new Set(ordered).size).toBe(ordered.length);
  expect(zoneCodes).toEqual(['First', 'A', 'B', 'C', 'D', 'E+', 'E']);
});

test('any split adds up exactly, with no negative part', () => {
  const zones = fc.uniqueArray(fc.constantFrom(...zoneCodes), { maxLength: 7 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), zones, zones, (capacity, standard, wheelchair) => {
      const wanted = categories(standard, wheelchair);
      const split = splitCapacity(capacity, wanted);
      const places = [...split.values()];
      expect(split.size).toBe(wanted.length);
      expect(places.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true);
      const sum = places.reduce((total, part) => total + part, 0);
      expect(sum).toBe(wanted.length === 0 ? 0 : placesOnSale(capacity));
    }),
    { seed: inject('seed'), numRuns: 2_000 },
  );
});
