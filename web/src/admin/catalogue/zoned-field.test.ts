import { expect, it } from 'vitest';
import { fromZonedField, isTimeZone, toZonedField } from './zoned-field.ts';

it.each([
  ['2026-07-26T17:30:00.000Z', 'Europe/Paris', '2026-07-26T19:30'],
  ['2026-01-26T17:30:00.000Z', 'Europe/Paris', '2026-01-26T18:30'],
  ['2026-10-25T03:30:00.000Z', 'Europe/Paris', '2026-10-25T04:30'],
  ['2026-03-29T01:30:00.000Z', 'Europe/Paris', '2026-03-29T03:30'],
  ['2026-07-27T05:00:00.000Z', 'Pacific/Tahiti', '2026-07-26T19:00'],
])('%s in %s is %s on the wall, and back', (at, zone, text) => {
  expect(toZonedField(at, zone)).toBe(text);
  expect(fromZonedField(text, zone)).toBe(at);
});

it('an empty field is no instant', () => {
  expect(toZonedField(null, 'Europe/Paris')).toBe('');
  expect(fromZonedField('', 'Europe/Paris')).toBeNull();
  expect([isTimeZone('Europe/Paris'), isTimeZone('Europe/Nowhere')]).toEqual([true, false]);
});
