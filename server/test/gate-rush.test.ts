import { randomUUID } from 'node:crypto';
import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import type { Conflict } from '@og-tickets/contract/gate-desk.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from '../src/modules/invariants/index.ts';
import { KeepAlive } from './buyers/keep-alive.ts';
import type { Client } from './client.ts';
import type { MadeAccount, MadeSession } from './factory.ts';
import { scanOf } from './gate.ts';
import { startTestShop, type TestShop } from './harness.ts';
import { type CodedTicket, issueMany } from './many-tickets.ts';
import { Scanner } from './offline-scanner.ts';
import { type Processes, startProcesses } from './processes.ts';

/*
 * C36: the same tickets at several gates at the same moment. Two gates talk to this process, two to others, and two have no
 * network at all.
 */

const gates = ['A', 'B', 'C', 'D'];
const shown = 1_000;
const shownOffline = 150;
/** Calls that a gate has under way: people stand in several lines before it. */
const lines = 8;

let shop: TestShop;
let session: MadeSession;
let owner: MadeAccount;
let controller: Client;
let others: Processes;

beforeAll(async () => {
  shop = await startTestShop();
  others = await startProcesses(shop, 2);
  session = await shop.make.session();
  await shop.db.insertInto('admissions.gates').values({ session_id: session.id, code: 'D' }).execute();
  owner = await shop.make.account();
  controller = await shop.make.login(await shop.make.account('controller'));
}, 60_000);
afterAll(async () => {
  await others.stop();
  // Tickets without orders break what is promised about places and money, but nothing about gates.
  await shop.close({ invariantsBroken: true });
});

const issue = (count: number): Promise<CodedTicket[]> =>
  issueMany(shop.platform, { sessionId: session.id, accountId: owner.id, count });

async function gateViolations() {
  const promises = new Set([
    'inside-within-places',
    'counts-are-scans',
    'conflicts-are-marked',
    'corrections-are-marked',
  ]);
  return (await violationsOf(shop.db, 100)).filter(({ invariant }) => promises.has(invariant));
}

/** Shows every ticket at one gate, in an order of its own, many lines at once. */
async function showAll(gate: string, at: number, tickets: readonly CodedTicket[]): Promise<ScanResult[]> {
  const urls = [shop.url, ...others.urls];
  const waiting = at % 2 === 0 ? [...tickets] : tickets.toReversed();
  const results: ScanResult[] = [];
  const headers = { authorization: `Bearer ${controller.accessToken ?? ''}` };
  await Promise.all(
    Array.from({ length: lines }, async () => {
      const wire = new KeepAlive(urls[at % urls.length] ?? '');
      for (let ticket = waiting.pop(); ticket !== undefined; ticket = waiting.pop()) {
        const answer = await wire.post('/gate/redeem', scanOf(session, ticket.code, { gate }), headers);
        if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
        results.push(JSON.parse(answer.body));
      }
      wire.close();
    }),
  );
  return results;
}

/** What a gate would do that looks first and writes then. */
async function lookThenWrite({ id }: CodedTicket): Promise<boolean> {
  const { rows } = await sql<{ entries: number }>`SELECT entries FROM tickets.tickets WHERE id = ${id}`.execute(
    shop.db,
  );
  if (rows[0]?.entries !== 0) return false;
  await sql`UPDATE tickets.tickets SET entries = 1, status = 'used' WHERE id = ${id}`.execute(shop.db);
  return true;
}

test('without the guard the same ticket gets in at several gates', async () => {
  const tickets = await issue(50);
  const entered = await Promise.all(gates.flatMap(() => tickets.map(lookThenWrite)));
  expect(entered.filter(Boolean).length).toBeGreaterThan(tickets.length);
  await sql`DELETE FROM tickets.tickets WHERE session_id = ${session.id}`.execute(shop.db);
});

test('1,000 tickets at four gates at once, two of them other processes: 1,000 admissions, each ticket once', async () => {
  const tickets = await issue(shown);
  const results = (await Promise.all(gates.map((gate, at) => showAll(gate, at, tickets)))).flat();
  expect(results).toHaveLength(shown * gates.length);
  expect(results.filter(({ verdict }) => verdict === 'admitted')).toHaveLength(shown);
  expect(new Set(results.map(({ reason }) => reason))).toEqual(new Set(['ok', 'already_used']));
  const { rows } = await sql<{ tickets: number; entries: number; scans: number; entered: number }>`
    SELECT (SELECT count(*) FROM tickets.tickets WHERE entries = 1 AND status = 'used') AS tickets,
           (SELECT sum(entries)::int FROM tickets.tickets) AS entries, count(*) AS scans,
           count(*) FILTER (WHERE passed = 1) AS entered FROM admissions.scans`.execute(shop.db);
  expect(rows[0]).toEqual({ tickets: shown, entries: shown, scans: shown * gates.length, entered: shown });
  expect(await gateViolations()).toEqual([]);
}, 60_000);

test('with two gates offline every double is reported when they are back, with both times and gates', async () => {
  const tickets = await issue(shownOffline);
  const scanners = [await Scanner.enrolled(shop.db, 'Porte A'), await Scanner.enrolled(shop.db, 'Porte B')];
  const times = new Map<string, string[]>(tickets.map(({ id }) => [id, []]));
  const startMs = Date.now() - 1_800_000;
  for (const [at, { id, code }] of tickets.entries()) {
    for (const [which, scanner] of scanners.entries()) {
      const scannedAt = new Date(startMs + at * 2_000 + which * 500).toISOString();
      times.get(id)?.push(scannedAt);
      await scanner.scan(session, code, { gate: gates[which] ?? 'A', scannedAt, scanId: randomUUID() });
    }
  }
  await Promise.all(
    scanners.map(async (scanner) => {
      for (let from = 0; from < scanner.queue.length; from += 100) {
        const answer = await scanner.upload(controller, scanner.queue.slice(from, from + 100));
        expect(answer.status).toBe(200);
      }
    }),
  );
  const reported = new Map<string, Conflict>();
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = await controller.get<{ items: Conflict[]; nextCursor: string | null }>(
      `/admin/conflicts?session=${session.code}&state=open&limit=100${query}`,
    );
    for (const conflict of page.body.items) reported.set(conflict.ticketId ?? '', conflict);
    cursor = page.body.nextCursor;
  }
  expect(reported.size).toBe(shownOffline);
  for (const [id, scannedAt] of times) {
    const conflict = reported.get(id);
    expect(conflict).toMatchObject({ kind: 'entered_twice', inside: 2, places: 1 });
    expect(conflict?.scans.map((scan) => [scan.gate, scan.scannedAt])).toEqual([
      ['A', scannedAt[0]],
      ['B', scannedAt[1]],
    ]);
  }
  expect(await gateViolations()).toEqual([]);
}, 60_000);
