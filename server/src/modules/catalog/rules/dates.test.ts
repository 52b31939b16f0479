import { expect, test } from 'vitest';
import { doorsAt, moveByWeeks, weeksUntil } from './dates.ts';

function session(startsAt: string, endsAt: string, timezone = 'Europe/Paris') {
  return { startsAt: Temporal.Instant.from(startsAt), endsAt: Temporal.Instant.from(endsAt), timezone };
}
const football = session('2024-07-24T15:00:00Z', '2024-07-24T17:00:00Z');

test('the first session lands on the day or less than a week after it', () => {
  const later = session('2024-08-01T18:00:00Z', '2024-08-01T20:00:00Z');
  for (const [day, weeks] of [
    ['2024-07-24', 0],
    ['2024-07-25', 1],
    ['2024-07-31', 1],
    ['2024-08-01', 2],
    ['2024-07-17', -1],
    ['2024-07-18', 0],
    ['2026-11-25', 122],
  ] as const) {
    expect(weeksUntil([later, football], Temporal.PlainDate.from(day)), day).toBe(weeks);
  }
  expect(weeksUntil([], Temporal.PlainDate.from('2026-01-01'))).toBe(0);
});

test('the clock on the wall keeps its time from summer to winter: 17:00 in Paris is 15:00 UTC in July, 16:00 in November', () => {
  const moved = moveByWeeks(football, 122);
  expect(moved.startsAt.toString()).toBe('2026-11-25T16:00:00Z');
  expect(moved.endsAt.toString()).toBe('2026-11-25T18:00:00Z');
  expect(moveByWeeks(moved, -122)).toEqual(football);
});

test('a session on the other side of the world keeps its own day and hour', () => {
  // 07:00 on 27 July in Tahiti, which knows no summer time.
  const surf = session('2024-07-27T17:00:00Z', '2024-07-28T02:30:00Z', 'Pacific/Tahiti');
  const moved = moveByWeeks(surf, 22);
  expect(moved.startsAt.toZonedDateTimeISO('Pacific/Tahiti').toPlainDateTime().toString()).toBe('2024-12-28T07:00:00');
  expect(moved.endsAt.toString()).toBe('2024-12-29T02:30:00Z');
  // Its first day is counted on its own calendar: 27 July, although 02:00 UTC is already the 28th.
  const evening = session('2024-07-28T02:00:00Z', '2024-07-28T04:00:00Z', 'Pacific/Tahiti');
  expect(weeksUntil([evening], Temporal.PlainDate.from('2024-07-27'))).toBe(0);
  expect(weeksUntil([evening], Temporal.PlainDate.from('2024-07-28'))).toBe(1);
});

test('doors open 90 minutes before the start', () => {
  expect(doorsAt(football.startsAt).toString()).toBe('2024-07-24T13:30:00Z');
});
