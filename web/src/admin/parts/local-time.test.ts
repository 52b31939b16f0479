import { expect, it } from 'vitest';
import { fromLocalField, toLocalField } from './local-time.ts';

it('shows an instant in the zone of this computer and reads it back', () => {
  for (const at of ['2026-07-26T17:30:00.000Z', '2026-12-31T23:59:00.000Z', '2026-03-29T01:00:00.000Z']) {
    expect(fromLocalField(toLocalField(at))).toBe(at);
  }
  const shown = toLocalField('2026-07-26T17:30:00.000Z');
  expect(new Date(shown).toISOString()).toBe('2026-07-26T17:30:00.000Z');
  expect(shown).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
});

it('an empty field is no moment', () => {
  expect(toLocalField(null)).toBe('');
  expect(fromLocalField('')).toBeNull();
});
