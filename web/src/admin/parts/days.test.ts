import { expect, it } from 'vitest';
import { isDay, wholeDays } from './days.ts';

it('takes days that there are, as an address writes them', () => {
  expect(['2026-07-26', '2028-02-29'].filter(isDay)).toHaveLength(2);
  expect(['2026-13-01', '2026-7-6', '26/07/2026', ''].filter(isDay)).toEqual([]);
});

it('reaches from the first moment of a day to the last of another', () => {
  const { from, to } = wholeDays({ from: '2026-07-26', to: '2026-07-26' });
  expect(new Date(from ?? '').getTime()).toBe(new Date(2026, 6, 26).getTime());
  expect(new Date(to ?? '').getTime()).toBe(new Date(2026, 6, 27).getTime());
  expect(wholeDays({})).toEqual({});
});
