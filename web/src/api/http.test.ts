import { addCartLine, changeCartLine } from '@og-tickets/contract/carts.ts';
import { listSessions } from '@og-tickets/contract/catalog.ts';
import { describe, expect, it } from 'vitest';
import { failureOf, fieldError } from './api-error.ts';
import { addressOf } from './http.ts';

describe('addressOf', () => {
  it('puts parameters into the path, whatever they hold', () => {
    expect(addressOf(changeCartLine, { params: { id: 'a/b c' } })).toBe('/api/v1/cart/lines/a%2Fb%20c');
    expect(addressOf(addCartLine)).toBe('/api/v1/cart/lines');
  });

  it('leaves out what is not chosen', () => {
    const query = { q: 'été & co', sport: undefined, venue: '', available: false, maxPrice: 0 };
    expect(addressOf(listSessions, { query })).toBe(
      '/api/v1/sessions?q=%C3%A9t%C3%A9+%26+co&available=false&maxPrice=0',
    );
  });
});

describe('failureOf', () => {
  it('takes code, sentence, fields and reference from a problem of the contract', async () => {
    const problem = {
      code: 'invalid_request',
      detail: 'Corrigez les champs indiqués.',
      requestId: 'r-1',
      fields: [{ field: 'body.email', message: 'Adresse incomplète.' }],
    };
    const failure = await failureOf(Response.json(problem, { status: 400 }));
    expect(failure).toMatchObject({ status: 400, code: 'invalid_request', requestId: 'r-1', detail: problem.detail });
    expect(fieldError(failure, 'email')).toBe('Adresse incomplète.');
    expect(fieldError(failure, 'password')).toBeUndefined();
  });

  it('has its own sentence for a reply that is not the API’s', async () => {
    const page = new Response('<h1>502 Bad Gateway</h1>', { status: 502, headers: { 'X-Request-Id': 'r-2' } });
    const failure = await failureOf(page);
    expect(failure).toMatchObject({ status: 502, code: 'unreadable', requestId: 'r-2' });
    expect(failure.detail).toContain('de notre côté');
  });

  it('does not take an unknown code for one of the contract', async () => {
    const failure = await failureOf(Response.json({ code: 'toString', detail: 'x' }, { status: 409 }));
    expect(failure.code).toBe('unreadable');
  });

  it('reads Retry-After in seconds', async () => {
    const failure = await failureOf(new Response('', { status: 503, headers: { 'Retry-After': '7' } }));
    expect(failure.retryAfterSeconds).toBe(7);
    expect((await failureOf(new Response('', { status: 503 }))).retryAfterSeconds).toBeUndefined();
  });
});
