import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/api-error.ts';
import { linkToken } from './link-token.ts';
import { faultOf, serverFaults } from './form-faults.ts';
import { pollDelayMs } from './poll-delay.ts';

describe('the token of an activation link', () => {
  it.each(['#token=abc-_1', 'token=abc-_1'])('is read from %s', (fragment) => {
    expect(linkToken(fragment)).toBe('abc-_1');
  });

  it('may be encoded', () => {
    expect(linkToken('#token=a%2Bb')).toBe('a+b');
  });

  it.each(['', '#', '#token=', '#contenu'])('is missing in %j', (fragment) => {
    expect(linkToken(fragment)).toBeUndefined();
  });
});

describe('serverFaults', () => {
  const fields = [
    { field: 'body.email', message: 'Trop long.' },
    { field: 'body.email', message: 'Autre.' },
    { field: 'body.locale', message: 'Inconnu.' },
    { field: 'body.toString', message: 'Inconnu.' },
  ];
  const error = new ApiError({ status: 400, code: 'invalid_request', detail: 'x', fields });

  it('ties the first fault of each field to its place on the page', () => {
    const faults = serverFaults(error, { email: 'champ-email' });
    expect(faults).toEqual([{ fieldId: 'champ-email', message: 'Trop long.' }]);
    expect(faultOf(faults, 'champ-email')).toBe('Trop long.');
    expect(faultOf(faults, 'autre')).toBeUndefined();
  });

  it('finds nothing in other failures', () => {
    expect(serverFaults(new Error('x'), { email: 'champ-email' })).toEqual([]);
  });
});

it('asks at half a second, then ever more rarely', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 50].map(pollDelayMs)).toEqual([
    500, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000,
  ]);
});
