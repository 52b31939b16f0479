import type { Access } from '@og-tickets/contract/endpoint.ts';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { expect, it } from 'vitest';
import { policyFault } from './guard.ts';

it.each<[string, unknown]>([
  ['none', undefined],
  ['an empty one', {}],
  ['a kind that nobody knows', { kind: 'everyone' }],
  ['a login of no role', { kind: 'login', roles: [] }],
])('finds the fault of a route whose policy is %s: the server does not start', (_what, access) => {
  // What a contract could hold that was written without types.
  expect(policyFault(access as Access | undefined)).not.toBeNull();
});

it('finds none in the contract', () => {
  expect(endpoints.map(({ access }) => policyFault(access)).filter((fault) => fault !== null)).toEqual([]);
});
