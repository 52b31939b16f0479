import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { buyTicket, scan, scanOf } from '../../../test/gate.ts';
import { keepHandScans } from '../../../test/hand-scans.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;
let session: MadeSession;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session();
  controller = await shop.make.login(await shop.make.account('controller'));
});
afterAll(() => shop.close());

const gates = ['A', 'B', 'C'];
const times = <T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));
const admitted = (results: readonly ScanResult[]): ScanResult[] =>
  results.filter(({ verdict }) => verdict === 'admitted');

/** What enterPlaces would be without its condition in the update: look first, write then. */
async function readThenWrite(ticketId: string): Promise<boolean> {
  const ticket = await shop.db
    .selectFrom('tickets.tickets')
    .select(['entries', 'places'])
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow();
  if (ticket.entries >= ticket.places) return false;
  const entries = ticket.entries + 1;
  await shop.db.updateTable('tickets.tickets').set({ entries, status: 'used' }).where('id', '=', ticketId).execute();
  return true;
}

test('without the guard the race is there: looking first lets many in', async () => {
  const { ticket } = await buyTicket(shop, session);
  const entered = await times(40, () => readThenWrite(ticket.id));
  expect(entered.filter(Boolean).length).toBeGreaterThan(1);
  await keepHandScans(shop.db, ticket.id);
});

test('40 scans of one ticket at once, at several gates: exactly one is let in', async () => {
  const { code } = await buyTicket(shop, session);
  const results = await times(40, (i) => scan(controller, session, code, { gate: gates[i % 3] }));
  const [winner, ...others] = admitted(results);
  expect(winner).toMatchObject({ reason: 'ok', admittedPlaces: 1 });
  expect(others).toEqual([]);
  const refused = results.filter(({ verdict }) => verdict === 'refused');
  expect(refused).toHaveLength(39);
  expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['already_used']));
  expect(new Set(refused.map(({ firstScan }) => `${firstScan?.at} ${firstScan?.gate}`)).size).toBe(1);
});

test('40 scans of a Famille at once, one by one and all at a time: four places and no more', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { code, ticket } = await buyTicket(shop, session, 'famille');
    const results = await times(40, (i) => scan(controller, session, code, i % 4 === 0 ? {} : { places: (i % 3) + 1 }));
    const places = admitted(results).reduce((sum, { admittedPlaces }) => sum + admittedPlaces, 0);
    const { entries, status } = await shop.db
      .selectFrom('tickets.tickets')
      .select(['entries', 'status'])
      .where('id', '=', ticket.id)
      .executeTakeFirstOrThrow();
    expect({ places, entries, status }).toEqual({ places: 4, entries: 4, status: 'used' });
    // Each of those let in saw the others before it.
    const counts = admitted(results).map((result) => result.entries);
    expect(new Set(counts).size).toBe(counts.length);
  }
});

test('one scan sent 20 times at once enters once and gets one answer', async () => {
  const { code } = await buyTicket(shop, session, 'famille');
  const body = scanOf(session, code, { places: 1 });
  const answers = await times(20, () => controller.post<ScanResult>('/gate/redeem', body));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
  expect(answers[0]?.body).toMatchObject({ reason: 'ok_partial', entries: 1 });
  expect(await scan(controller, session, code)).toMatchObject({ reason: 'ok', admittedPlaces: 3 });
});
