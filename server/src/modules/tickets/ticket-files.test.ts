import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { buyTicket } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

test('the session of a ticket comes as a calendar entry, to its owner only, without the code', async () => {
  const { buyer, ticket } = await buyTicket(shop, await shop.make.session({ title: 'Finale' }));
  await shop.db.updateTable('catalog.venues').set({ latitude: 50.6, longitude: 3.13 }).execute();
  const entry = await buyer.get(`/tickets/${ticket.id}/event.ics`);
  expect(entry.status).toBe(200);
  expect(entry.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(entry.headers.get('content-disposition')).toBe(`attachment; filename="epreuve-${ticket.session}.ics"`);
  const text = entry.bytes.toString();
  expect(text).toContain(`UID:${ticket.id}@og-tickets\r\n`);
  expect(text).toContain('GEO:50.600000;3.130000\r\n');
  expect(text).toContain('SUMMARY;LANGUAGE=fr:Essai\\, Finale\r\n');
  expect(text).not.toContain('OG1:');
  const english = await buyer.get(`/tickets/${ticket.id}/event.ics`, { headers: { 'accept-language': 'en' } });
  expect(english.bytes.toString()).toContain('SUMMARY;LANGUAGE=en:Trial\\, Finale\r\n');
  const stranger = await shop.make.login();
  expect(Client.problem(await stranger.get(`/tickets/${ticket.id}/event.ics`)).code).toBe('not_found');
  expect(Client.problem(await shop.client().get(`/tickets/${ticket.id}/event.ics`)).code).toBe('unauthenticated');
});
