import { limits } from '@og-tickets/contract/limits.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { buyTicket, scan } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

test('each place has a name, which the gate reads', async () => {
  const session = await shop.make.session();
  const controller = await shop.make.login(await shop.make.account('controller'));
  const { buyer, ticket, code } = await buyTicket(shop, session, 'famille');
  const name = (holders: unknown) => buyer.call<Ticket>('PATCH', `/tickets/${ticket.id}`, { body: { holders } });
  const named = await name(['  Zoé Lefèvre ', 'Bo Ek', '', 'Łukasz Nguyễn']);
  expect(named.body).toMatchObject({
    holder: 'Zoé Lefèvre',
    holders: ['Zoé Lefèvre', 'Bo Ek', '', 'Łukasz Nguyễn'],
    generation: 1,
  });
  const long = 'x'.repeat(limits.nameMaxCharacters + 1);
  const wrong = [['Zoé'], ['', 'a', 'b', 'c'], ['  ', '', '', ''], ['a\u0007', '', '', ''], [long, '', '', ''], []];
  for (const holders of [...wrong, ['a\u202eb', '', '', ''], ['a', 'b', 'c', 'd', 'e'], 'Zoé', undefined]) {
    const answer = await name(holders);
    expect([answer.status, Client.problem(answer).code]).toEqual([400, 'invalid_request']);
    expect(Client.problem(answer).fields?.[0]?.field).toMatch(/^body/);
  }
  expect((await buyer.get<Ticket>(`/tickets/${ticket.id}`)).body.holders).toEqual(named.body.holders);
  expect((await scan(controller, session, code)).holder).toBe('Zoé Lefèvre, Bo Ek, Łukasz Nguyễn');
});
