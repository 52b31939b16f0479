import { expect, it } from 'vitest';
import { dayOf, groupByDay } from './group-by-day.ts';

const paris = (startsAt: string) => ({ startsAt, timezone: 'Europe/Paris' });

it('takes the day of the venue, not of the device nor of UTC', () => {
  expect(dayOf(paris('2026-07-27T22:30:00Z'))).toBe('2026-07-28');
  expect(dayOf({ startsAt: '2026-07-28T05:00:00Z', timezone: 'Pacific/Tahiti' })).toBe('2026-07-27');
});

it('groups by day and keeps the order within a day', () => {
  const sessions = [paris('2026-07-27T08:00:00Z'), paris('2026-07-27T21:59:00Z'), paris('2026-07-27T22:00:00Z')];
  expect(groupByDay(sessions)).toEqual([
    { day: '2026-07-27', items: sessions.slice(0, 2) },
    { day: '2026-07-28', items: sessions.slice(2) },
  ]);
});

it('puts a session of another zone with its own day', () => {
  const tahiti = { startsAt: '2026-07-28T05:00:00Z', timezone: 'Pacific/Tahiti' };
  const groups = groupByDay([paris('2026-07-27T08:00:00Z'), paris('2026-07-28T04:00:00Z'), tahiti]);
  expect(groups.map(({ day, items }) => [day, items.length])).toEqual([
    ['2026-07-27', 2],
    ['2026-07-28', 1],
  ]);
});

it('has nothing to group in an empty list', () => {
  expect(groupByDay([])).toEqual([]);
});
