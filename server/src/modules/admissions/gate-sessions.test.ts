import type { listGateSessions } from '@og-tickets/contract/admissions.ts';
import type { ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { buyTicket, scan } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { withTx } from '../../platform/database/database.ts';
import { ensureGates } from './index.ts';

let shop: TestShop;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop();
  controller = await shop.make.login(await shop.make.account('controller'));
});
afterAll(() => shop.close());

type Listing = ReplyBodyOf<typeof listGateSessions>;

async function list(q = ''): Promise<Listing['items']> {
  const answer = await controller.get<Listing>(`/gate/sessions?q=${encodeURIComponent(q)}`);
  expect(answer.status).toBe(200);
  return answer.body.items;
}

test('the session of now leads, then those to come, at last those past', async () => {
  await shop.make.session({ code: 'ORD1', title: 'Ordre', startsInDays: -3 });
  await shop.make.session({ code: 'ORD2', title: 'Ordre', startsInDays: -20 });
  await shop.make.session({ code: 'ORD3', title: 'Ordre', startsInDays: 9 });
  await shop.make.session({ code: 'ORD4', title: 'Ordre', startsInDays: 0.1 });
  await shop.make.session({ code: 'ORD5', title: 'Ordre', startsInDays: -0.02 });
  expect((await list('ordre')).map(({ code }) => code)).toEqual(['ORD5', 'ORD4', 'ORD3', 'ORD1', 'ORD2']);
});

test('sessions are found by code, and by every word of their text whatever the accents and the case', async () => {
  await shop.make.session({ code: 'FND1', title: 'Finale epee' });
  await shop.make.session({ code: 'FND2', title: 'Finale sabre' });
  const codes = async (q: string) => (await list(q)).map(({ code }) => code);
  expect(await codes('fnd2')).toEqual(['FND2']);
  expect(await codes('ÉPÉE finale')).toEqual(['FND1']);
  expect(await codes('finale')).toEqual(['FND1', 'FND2']);
  expect(await codes('finale fleuret')).toEqual([]);
  expect(await codes('fina%')).toEqual(['FND1', 'FND2']);
  expect(await codes('_')).toHaveLength((await codes('')).length);
});

test('a session comes with its gates, who has entered and who is expected', async () => {
  const session = await shop.make.session();
  const { code } = await buyTicket(shop, session, 'famille');
  await buyTicket(shop, session, 'duo');
  await scan(controller, session, code, { places: 3 });
  const refunded = await buyTicket(shop, session);
  const setStatus = (status: 'refunded' | 'valid') =>
    shop.db.updateTable('tickets.tickets').set({ status }).where('id', '=', refunded.ticket.id).execute();
  await setStatus('refunded');
  const [item] = await list(session.code);
  await setStatus('valid');
  expect(item).toMatchObject({ code: session.code, gates: ['A', 'B', 'C'], entered: 3, expected: 6 });
  expect(item?.summary).toMatchObject({ sportName: 'Essai', venue: { name: 'Arena' }, timezone: 'Europe/Paris' });
});

test('gates are given once, and only to sessions that have none', async () => {
  const session = await shop.make.session();
  const gates = () =>
    shop.db
      .selectFrom('admissions.gates')
      .select('code')
      .where('session_id', '=', session.id)
      .orderBy('code')
      .execute();
  await shop.db.deleteFrom('admissions.gates').where('session_id', '=', session.id).execute();
  expect(await list(session.code)).toEqual([]);
  await shop.db.insertInto('admissions.gates').values({ session_id: session.id, code: 'NORD' }).execute();
  await withTx(shop.db, (tx) => ensureGates(tx));
  expect(await gates()).toEqual([{ code: 'NORD' }]);
  await shop.db.deleteFrom('admissions.gates').where('session_id', '=', session.id).execute();
  await withTx(shop.db, (tx) => ensureGates(tx));
  await withTx(shop.db, (tx) => ensureGates(tx));
  expect(await gates()).toEqual([{ code: 'A' }, { code: 'B' }, { code: 'C' }]);
});
