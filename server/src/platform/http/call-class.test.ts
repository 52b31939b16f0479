import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { requestClassOf } from '@og-tickets/contract/rules/request-class.ts';
import { expect, test } from 'vitest';
import { callClasses } from './call-class.ts';

const classOf = callClasses(endpoints, '/api/v1');

test('knows every endpoint of the contract by its method and address', () => {
  for (const endpoint of endpoints) {
    const url = `/api/v1${endpoint.path.replaceAll(/:\w+/g, 'x-1')}?any=1`;
    expect([endpoint.id, classOf(endpoint.method, url)?.requestClass]).toEqual([endpoint.id, requestClassOf(endpoint)]);
  }
});

test('a word of a path goes before a parameter, and HEAD is as GET', () => {
  const of = (id: string, path: string) => ({ ...endpoints[0], id, method: 'GET', path, access: { kind: 'anyone' } });
  // What a contract could hold some day.
  const two = [of('catalog.one', '/things/:id'), of('orders.all', '/things/all')] as unknown as typeof endpoints;
  const known = callClasses(two, '');
  expect(known('GET', '/things/all')?.requestClass).toBe('orders');
  expect(known('GET', '/things/1')?.requestClass).toBe('browsing');
  expect(classOf('HEAD', '/api/v1/sessions')?.requestClass).toBe('browsing');
});

test('letters written as numbers are no way around; what is no endpoint has no class', () => {
  expect(classOf('GET', '/api/v1/%73essions')?.requestClass).toBe('browsing');
  for (const url of ['/', '/healthz', '/api/v1', '/api/v1/sessions/', '/api/v1/nothing', '/api/v1/%', '*']) {
    expect([url, classOf('GET', url)]).toEqual([url, null]);
  }
  expect(classOf('DELETE', '/api/v1/sessions')).toBeNull();
});
