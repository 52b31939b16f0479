import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const database = { DATABASE_URL: 'postgres://shop@db.example.org/tickets' };
const outside = {
  OG_DEMO: '1',
  PUBLIC_URL: 'https://tickets.example.org',
  SIMULATED_BANK_URL: 'https://bank.example.org',
};

test('a process does all unless it is told otherwise', () => {
  expect(readConfig({}).role).toBe('all');
  expect(readConfig({ ...database, OG_ROLE: 'web' }).role).toBe('web');
  expect(readConfig({ ...database, ...outside, OG_ROLE: 'worker' }).role).toBe('worker');
});

test.each([
  ['OG_ROLE must be', { OG_ROLE: 'job' }],
  ['OG_ROLE=web needs DATABASE_URL', { OG_ROLE: 'web' }],
  ['OG_ROLE=worker needs DATABASE_URL', { ...outside, OG_ROLE: 'worker' }],
  ['OG_ROLE=worker needs PUBLIC_URL', { ...database, ...outside, PUBLIC_URL: '', OG_ROLE: 'worker' }],
  ['OG_ROLE=worker needs SIMULATED_BANK_URL', { ...database, ...outside, SIMULATED_BANK_URL: '', OG_ROLE: 'worker' }],
])('%s … is said at the start', (said, environment) => {
  expect(() => readConfig(environment)).toThrow(said);
});
