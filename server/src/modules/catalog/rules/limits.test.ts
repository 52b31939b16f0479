import { expect, test } from 'vitest';
import { placesPerAccount } from './limits.ts';

test('ceremonies and medal sessions from 600 EUR a place sell four places to an account, others six', () => {
  expect(placesPerAccount({ sport: 'SWM', medal: true, highestPriceCents: 60_000 })).toBe(4);
  expect(placesPerAccount({ sport: 'CER', medal: false, highestPriceCents: 4_500 })).toBe(4);
  expect(placesPerAccount({ sport: 'SWM', medal: true, highestPriceCents: 59_999 })).toBe(6);
  expect(placesPerAccount({ sport: 'BKB', medal: false, highestPriceCents: 98_000 })).toBe(6);
});
