import { expect, it } from 'vitest';
import { formatDate, formatMoney, timeElsewhere } from './format.tsx';
import { wallClock } from './formats.ts';

const AT = '2026-07-31T17:15:00Z';

it('writes amounts as each language does', () => {
  expect(formatMoney({ cents: 9000, currency: 'EUR' }, 'fr')).toBe('90,00\u00a0€');
  expect(formatMoney({ cents: 9000, currency: 'EUR' }, 'en')).toBe('€90.00');
});

it('leaves out zero cents only when asked and only when there are none', () => {
  expect(formatMoney({ cents: 2400, currency: 'EUR' }, 'fr', true)).toBe('24\u00a0€');
  expect(formatMoney({ cents: 2450, currency: 'EUR' }, 'fr', true)).toBe('24,50\u00a0€');
});

it('shows the hour of the venue, whatever the zone of the device', () => {
  expect(formatDate(AT, 'Europe/Paris', 'time', 'fr')).toBe('19\u00a0h\u00a015');
  expect(formatDate(AT, 'Pacific/Tahiti', 'time', 'fr')).toBe('7\u00a0h\u00a015');
  expect(formatDate(AT, 'Europe/Paris', 'time', 'en')).toBe('19:15');
});

it('shows the day of the venue', () => {
  expect(formatDate('2026-07-31T23:30:00Z', 'Europe/Paris', 'day', 'fr')).toBe('samedi 1 août');
  expect(formatDate('2026-07-31T23:30:00Z', 'Pacific/Tahiti', 'full', 'fr')).toBe(
    'vendredi 31 juillet 2026 à 13\u00a0h\u00a030',
  );
});

it('says the hour of the reader only where their clock shows another one', () => {
  expect(timeElsewhere(wallClock(AT, 'Europe/Paris'), wallClock(AT, 'Europe/Brussels'), 'fr')).toBeUndefined();
  expect(timeElsewhere(wallClock(AT, 'Europe/Paris'), wallClock(AT, 'Europe/London'), 'fr')).toBe('18\u00a0h\u00a015');
  expect(timeElsewhere(wallClock(AT, 'Europe/Paris'), wallClock(AT, 'Asia/Tokyo'), 'en')).toBe('1 Aug, 02:15');
});
