import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { violationsOf } from '../../src/modules/invariants/index.ts';
import { freePort } from '../bank-process.ts';
import { KeepAlive, type WireAnswer } from '../buyers/keep-alive.ts';
import { Client } from '../client.ts';
import type { MadeSession } from '../factory.ts';
import { scanOf } from '../gate.ts';
import { startTestShop, type TestShop } from '../harness.ts';
import { type CodedTicket, issueMany } from '../many-tickets.ts';
import { Scanner } from '../offline-scanner.ts';
import { type Processes, startProcesses } from '../processes.ts';
import { seededRandom } from '../sales.ts';

/*
 * A rush at the gates whose server is killed with -9 and whose network is cut, again and again. Whoever has no answer asks
 * again with the same scan id: what was acknowledged is there, and nobody counts twice.
 */

const seed = inject('seed');
const kills = 2;
const ticketsShown = 240;
const lines = 12;
const cutShare = 0.15;

let shop: TestShop;
let session: MadeSession;
let tickets: CodedTicket[];
let token: string;

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session();
  const owner = await shop.make.account();
  tickets = await issueMany(shop.platform, { sessionId: session.id, accountId: owner.id, count: ticketsShown + 60 });
  token = (await shop.make.login(await shop.make.account('controller'))).accessToken ?? '';
});
// Tickets without orders break what is promised about places and money, but nothing about gates.
afterAll(() => shop.close({ invariantsBroken: true }));

/** One call, whose connection may be cut before its answer is there; null without an answer. */
async function ask(wire: KeepAlive, body: object, random: () => number): Promise<WireAnswer | null> {
  const cutAfterMs = random() < cutShare ? random() * 25 : null;
  try {
    await wire.open();
    const answer = wire.post('/gate/redeem', body, { authorization: `Bearer ${token}` });
    const cut = cutAfterMs === null ? undefined : setTimeout(() => wire.close(), cutAfterMs);
    return await answer.finally(() => clearTimeout(cut));
  } catch {
    return null;
  }
}

/** Shows tickets at one gate until each was answered; cuts the connection under some calls before their answer is there. */
async function insist(url: string, waiting: CodedTicket[], random: () => number, notes: Notes): Promise<void> {
  let wire = new KeepAlive(url);
  for (let ticket = waiting.pop(); ticket !== undefined; ticket = waiting.pop()) {
    const body = scanOf(session, ticket.code, { gate: random() < 0.5 ? 'A' : 'B' });
    for (;;) {
      const answer = await ask(wire, body, random);
      if (answer?.status === 200) {
        const { verdict }: ScanResult = JSON.parse(answer.body);
        notes.acknowledged.set(body.scanId, verdict);
        break;
      }
      notes.again += 1;
      wire.close();
      wire = new KeepAlive(url);
      await pause(20);
    }
  }
  wire.close();
}

interface Notes {
  acknowledged: Map<string, string>;
  /** Calls that had no answer and were sent again. */
  again: number;
}

/** Uploads what a scanner kept, a few at a time, as often as it takes. */
async function uploadAll(url: string, scanner: Scanner): Promise<string[]> {
  const login = new Client(url);
  login.accessToken = token;
  const outcomes: string[] = [];
  for (let from = 0; from < scanner.queue.length; from += 15) {
    const part = scanner.queue.slice(from, from + 15);
    for (;;) {
      const answer = await scanner.upload(login, part).catch(() => null);
      if (answer?.status === 200) {
        outcomes.push(...answer.body.results.map(({ outcome }) => outcome));
        break;
      }
      await pause(20);
    }
  }
  return outcomes;
}

async function start(port: number): Promise<Processes> {
  return startProcesses(shop, 1, { PORT: String(port), LOG_LEVEL: 'silent' });
}

test(`a server killed and a network cut in a rush lose no scan and count none twice (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let server = await start(port);
  try {
    const scanner = await Scanner.enrolled(shop.db);
    for (const { code } of tickets.slice(ticketsShown)) await scanner.scan(session, code);
    const notes: Notes = { acknowledged: new Map(), again: 0 };
    const waiting = tickets.slice(0, ticketsShown);
    const gates = Promise.all(Array.from({ length: lines }, () => insist(url, waiting, random, notes)));
    const uploads = uploadAll(url, scanner);
    for (let killed = 0; killed < kills; killed += 1) {
      const before = notes.acknowledged.size;
      while (notes.acknowledged.size < Math.min(ticketsShown - 1, before + 40)) await pause(5);
      await server.kill();
      server = await start(port);
    }
    await gates;
    for (const outcome of await uploads) expect(['recorded', 'known']).toContain(outcome);
    expect(notes.again).toBeGreaterThan(0);
    expect(notes.acknowledged.size).toBe(ticketsShown);
    expect(new Set(notes.acknowledged.values())).toEqual(new Set(['admitted']));
    const kept = await shop.db.selectFrom('admissions.scans').select(['id', 'passed']).execute();
    const passed = new Map(kept.map((scan) => [scan.id, scan.passed]));
    for (const scanId of notes.acknowledged.keys()) expect(passed.get(scanId)).toBe(1);
    for (const { scanId } of scanner.queue) expect(passed.get(scanId)).toBe(1);
    expect(kept).toHaveLength(tickets.length);
    const { rows } = await sql`SELECT DISTINCT entries, exits, status, conflict FROM tickets.tickets`.execute(shop.db);
    expect(rows).toEqual([{ entries: 1, exits: 0, status: 'used', conflict: 'none' }]);
    const broken = (await violationsOf(shop.db, 5)).map(({ invariant }) => invariant);
    expect(broken).not.toContain('counts-are-scans');
  } finally {
    await server.kill();
  }
}, 120_000);
