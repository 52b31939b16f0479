import { afterEach, expect, it, vi } from 'vitest';
import { amountText, dayText, notingTexts, takeTexts, wallClock } from './formats.ts';
import { deviceClock } from './time-zone.ts';

afterEach(() => {
  takeTexts({});
  vi.restoreAllMocks();
});

const AT = '2026-07-31T17:15:00Z';
const draw = () => [
  dayText('2026-07-31', 'fr', 'choice'),
  wallClock(AT, 'Pacific/Tahiti'),
  amountText(2_450, 'EUR', 'en', false),
];

it('writes again what the server wrote, and asks the browser for no format', () => {
  const { drawn, texts } = notingTexts(draw);
  expect(drawn).toEqual(['ven. 31 juil.', '2026-07-31 07:15', '€24.50']);
  expect(Object.values(texts)).toEqual(drawn);
  const dates = vi.spyOn(Intl, 'DateTimeFormat');
  const numbers = vi.spyOn(Intl, 'NumberFormat');
  takeTexts(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, `${text}!`])));
  expect(draw()).toEqual(['ven. 31 juil.!', '2026-07-31 07:15!', '€24.50!']);
  expect([dates.mock.calls, numbers.mock.calls]).toEqual([[], []]);
  // Another day was not written.
  expect(dayText('2026-08-01', 'en')).toBe('Saturday 1 August');
});

it('notes nothing of what is drawn afterwards', () => {
  const { texts } = notingTexts(() => wallClock(AT, 'Europe/Paris'));
  wallClock(AT, 'Europe/London');
  expect(Object.values(texts)).toEqual(['2026-07-31 19:15']);
});

it('knows what the clock of this device shows without a format', () => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  for (const at of [AT, '2026-01-05T00:04:00.000Z']) expect(deviceClock(at)).toBe(wallClock(at, timeZone));
});
