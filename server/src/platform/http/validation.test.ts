import { Instant, ScannedCode } from '@og-tickets/contract/common.ts';
import { expect, test } from 'vitest';
import { compileSchema } from './validation.ts';

const schema = { type: 'object', properties: { at: Instant, day: { type: 'string', format: 'date' } } };
const validate = compileSchema({ schema, method: 'POST', url: '/', httpPart: 'body' });

function follows(value: unknown): boolean {
  return validate(value) === true;
}

test.each(['2026-11-23T10:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])('%s is a moment', (at) => {
  expect(follows({ at })).toBe(true);
});

test.each([
  '9999-12-31T23:59:60Z',
  '2016-12-31T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+02:00',
  '9999-12-31T23:59:59-12:00',
  '2024-02-30T00:00:00Z',
  '-000001-01-01T00:00:00Z',
])('%s is a moment that nothing can keep', (at) => {
  expect(follows({ at })).toBe(false);
  expect({ errors: validate.errors }).toMatchObject({ errors: [{ instancePath: '/at' }] });
  // What was wrong with one value says nothing of the next.
  expect(follows({})).toBe(true);
  expect({ errors: validate.errors }).toMatchObject({ errors: null });
});

test('a day of the year 0 is none', () => {
  expect(['2024-02-29', '2023-02-29', '0000-01-01'].map((day) => follows({ day }))).toEqual([true, false, false]);
});

test.each([
  [{ any: 'a\0' }, '/any'],
  [{ any: ['b', { c: ['\ud800x'] }] }, '/any/1/c/0'],
  [{ any: { 'd\0': 1 } }, '/any'],
])('a text that PostgreSQL cannot keep is found where it stands: %j', (value, instancePath) => {
  expect(follows(value)).toBe(false);
  expect({ errors: validate.errors }).toMatchObject({ errors: [{ instancePath }] });
});

test('what a scanner read may hold anything, in a field and in a row; what stands beside it may not', () => {
  const scan = { type: 'object', properties: { code: ScannedCode, note: { type: 'string' } } };
  const scans = { type: 'object', properties: { ...scan.properties, scans: { type: 'array', items: scan } } };
  const check = compileSchema({ schema: scans, method: 'POST', url: '/', httpPart: 'body' });
  const any = 'a\0\ud800';
  expect(check({ code: any, scans: [{ code: 'b' }, { code: any }] })).toBe(true);
  expect(check({ code: any, scans: [{ code: any, note: any }] })).toBe(false);
  expect({ errors: check.errors }).toMatchObject({ errors: [{ instancePath: '/scans/0/note' }] });
  expect(check({ note: any })).toBe(false);
});

test('letters of two halves and what is deep are right', () => {
  let deep: unknown = '𝄞';
  for (let i = 0; i < 50_000; i += 1) deep = [deep];
  expect(follows({ any: deep })).toBe(true);
});
