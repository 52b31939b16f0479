import { defaultSettings } from '@og-tickets/contract/settings.ts';
import { expect, it } from 'vitest';
import { centsOf, colourOf, draftOf, fieldsOf } from './draft.ts';

it.each([
  ['', null],
  ['500', 50_000],
  ['1 234,5 €', 123_450],
  ['49.90', 4_990],
  ['4,999', undefined],
  ['-3', undefined],
  ['mille', undefined],
])('reads the amount %j as %j cents', (text, cents) => {
  expect(centsOf(text)).toBe(cents);
});

it.each([
  ['', null],
  [' #1D3FBF ', '#1d3fbf'],
  ['#fff', undefined],
  ['red', undefined],
])('reads the colour %j as %j', (text, colour) => {
  expect(colourOf(text)).toBe(colour);
});

it('turns settings into a form and back', () => {
  const settings = { ...defaultSettings, version: 3, refundApprovalAboveCents: 4_990, contactEmail: 'a@example.org' };
  const { version: _version, ...fields } = settings;
  expect(fieldsOf(draftOf(settings), settings)).toEqual(fields);
  expect(fieldsOf({ ...draftOf(settings), approval: 'x' }, settings)).toBeUndefined();
});
