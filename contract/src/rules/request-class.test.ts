import { expect, test } from 'vitest';
import { endpoints } from '../endpoints.ts';
import { isSheddable, requestClassOf } from './request-class.ts';

const neverTurnedAway = /^\/(payments|orders|simulated-bank|gate|admin|tickets|transfers|invoices|credit-notes|refund)/;

test('nothing about money, tickets, gates or the back office is ever turned away', () => {
  const checked = endpoints.filter(({ path, access }) => neverTurnedAway.test(path) || access.kind === 'provider');
  expect(checked.length).toBeGreaterThan(20);
  expect(checked.filter((endpoint) => isSheddable(requestClassOf(endpoint))).map((endpoint) => endpoint.id)).toEqual(
    [],
  );
});

test('what only staff may call is never turned away', () => {
  const staff = endpoints.filter(({ access }) => access.kind === 'login' && !access.roles.includes('customer'));
  expect(staff.length).toBeGreaterThan(0);
  expect(staff.filter((endpoint) => isSheddable(requestClassOf(endpoint))).map((endpoint) => endpoint.id)).toEqual([]);
});

test('only the catalogue, errors of pages, the basket and what is one’s own account can be turned away, the catalogue first', () => {
  const modules = (wanted: string) =>
    new Set(endpoints.filter((one) => requestClassOf(one) === wanted).map((one) => one.id.split('.')[0]));
  expect(modules('browsing')).toEqual(new Set(['catalog', 'platform', 'settings']));
  expect(modules('holds')).toEqual(new Set(['carts', 'accounts', 'people', 'privacy']));
});

test('a login in use stays in use', () => {
  for (const id of ['accounts.refresh', 'accounts.login']) {
    const endpoint = endpoints.find((one) => one.id === id);
    expect(endpoint && requestClassOf(endpoint)).toBe('orders');
  }
});

test('without a declaration: machines and staff come first, then writing, then reading', () => {
  const anyone = { kind: 'anyone' } as const;
  expect(requestClassOf({ id: 'new.read', method: 'GET', access: anyone })).toBe('browsing');
  expect(requestClassOf({ id: 'new.write', method: 'POST', access: anyone })).toBe('holds');
  expect(requestClassOf({ id: 'new.push', method: 'POST', access: { kind: 'provider' } })).toBe('webhooks');
  expect(requestClassOf({ id: 'new.staff', method: 'GET', access: { kind: 'login', roles: ['admin'] } })).toBe(
    'operations',
  );
});
