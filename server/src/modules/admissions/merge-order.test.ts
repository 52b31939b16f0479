import { randomUUID } from 'node:crypto';
import type { OfflineScan } from '@og-tickets/contract/gate-lists.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { MadeSession } from '../../../test/factory.ts';
import { paperCode } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { Scanner } from '../../../test/offline-scanner.ts';
import { seededRandom } from '../../../test/sales.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { uploadScans } from './actions/upload-scans.ts';

/*
 * The same scans, made by one scanner or another, cut into uploads in any way and sent in any order, also twice and at
 * once: the tickets say the same afterwards, and the conflicts are the same.
 */

interface Ticket {
  id: string;
  code: string;
}
/** A scan as it was made at a gate, whichever scanner made it. */
type Fact = Pick<OfflineScan, 'scanId' | 'gate' | 'direction' | 'places' | 'scannedAt' | 'verdict' | 'reason'> & {
  ticket: Ticket;
};

let shop: TestShop;
let session: MadeSession;
let tickets: Ticket[];
const seed = inject('seed');
const plans = 3;
const ordersOfEach = 4;
const scansOfEach = 26;

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session({ placesPerAccount: 30 });
  const buyer = await shop.make.login();
  const ids: string[] = [];
  for (const [offer, quantity] of [
    ['solo', 3],
    ['duo', 2],
    ['famille', 1],
  ] as const) {
    const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { offer, quantity }));
    ids.push(...order.ticketIds);
  }
  tickets = [];
  for (const id of ids) tickets.push({ id, code: await paperCode(shop, id) });
});
afterAll(() => shop.close());

type Random = () => number;
const below = (random: Random, count: number): number => Math.floor(random() * count);

function makeFacts(random: Random): Fact[] {
  const startMs = Date.now() - 3_600_000;
  return Array.from({ length: scansOfEach }, (_, at): Fact => {
    const ticket = tickets[below(random, tickets.length)];
    if (ticket === undefined) throw new Error('no ticket');
    const refused = random() < 0.15;
    return {
      ticket,
      scanId: randomUUID(),
      gate: random() < 0.5 ? 'A' : 'B',
      direction: random() < 0.3 ? 'out' : 'in',
      places: refused ? 0 : 1 + below(random, 2),
      verdict: refused ? 'refused' : 'admitted',
      reason: refused ? 'already_used' : 'ok',
      scannedAt: new Date(startMs + at * 60_000 + below(random, 30_000)).toISOString(),
    };
  });
}

/** The uploads of one scanner, in the order of its chain. */
async function uploadsOf(facts: readonly Fact[], random: Random) {
  const scanner = await Scanner.enrolled(shop.db);
  for (const { ticket, ...fact } of facts) await scanner.scan(session, ticket.code, fact);
  const uploads = [];
  let from = 0;
  for (let to = 1; to <= scanner.queue.length; to += 1) {
    if (to < scanner.queue.length && random() < 0.6) continue;
    // Some begin with what was sent before, as after an answer that was lost.
    const begin = Math.max(0, from - (random() < 0.3 ? 3 : 0));
    uploads.push(await scanner.body(scanner.queue.slice(begin, to)));
    from = to;
  }
  return uploads;
}

async function forget(): Promise<void> {
  for (const table of ['conflict_scans', 'conflicts', 'corrections', 'chain_entries', 'chains', 'scans']) {
    await sql`DELETE FROM admissions.${sql.raw(table)}`.execute(shop.db);
  }
  await sql`UPDATE tickets.tickets SET entries = 0, exits = 0, conflict = 'none', first_entry_at = NULL, first_entry_gate = NULL,
    status = CASE status WHEN 'used' THEN 'valid' ELSE status END`.execute(shop.db);
}

/** What is left of all uploads: the same whatever their order. */
async function outcome() {
  const rows =
    await sql`SELECT id, entries, exits, conflict, status, first_entry_at, first_entry_gate FROM tickets.tickets
    ORDER BY id`.execute(shop.db);
  const conflicts = await sql<{ kind: string }>`SELECT subject, kind, state,
      (SELECT array_agg(scan_id ORDER BY scan_id) FROM admissions.conflict_scans WHERE conflict_id = id) AS scans
    FROM admissions.conflicts WHERE state <> 'withdrawn' ORDER BY subject`.execute(shop.db);
  return { tickets: rows.rows, conflicts: conflicts.rows };
}

async function merge(facts: readonly Fact[], random: Random, scanners: number, atOnce: boolean): Promise<void> {
  const chains = Array.from({ length: scanners }, (): Fact[] => []);
  for (const fact of facts) chains[below(random, scanners)]?.push(fact);
  const waiting: Awaited<ReturnType<typeof uploadsOf>>[] = [];
  for (const chain of chains) if (chain.length > 0) waiting.push(await uploadsOf(chain, random));
  const send = async (body: (typeof waiting)[number][number] | undefined): Promise<void> => {
    if (body === undefined) throw new Error('nothing to send');
    const sent = await uploadScans(shop.platform, { ...body, scans: [...body.scans] }, { controllerId: randomUUID() });
    if (isRefusal(sent)) throw new Error(sent.code);
  };
  if (atOnce) {
    const all = async (uploads: (typeof waiting)[number]): Promise<void> => {
      for (const body of uploads) await send(body);
    };
    await Promise.all(waiting.map(all));
    return;
  }
  while (waiting.length > 0) {
    const at = below(random, waiting.length);
    await send(waiting[at]?.shift());
    if (waiting[at]?.length === 0) waiting.splice(at, 1);
  }
}

test(`the order of uploads changes neither counts nor conflicts (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  const kinds = new Set<string>();
  for (let plan = 0; plan < plans; plan += 1) {
    const reentry = plan % 2 === 1;
    await sql`INSERT INTO admissions.policies (session_id, reentry) VALUES (${session.id}, ${reentry})
      ON CONFLICT (session_id) DO UPDATE SET reentry = excluded.reentry`.execute(shop.db);
    // One ticket of each plan was given back before its scans came in.
    await sql`UPDATE tickets.tickets SET status = 'valid' WHERE status = 'blocked'`.execute(shop.db);
    await sql`UPDATE tickets.tickets SET status = 'blocked' WHERE id = ${tickets[plan]?.id}`.execute(shop.db);
    const facts = makeFacts(random);
    const outcomes = [];
    for (let order = 0; order < ordersOfEach; order += 1) {
      await forget();
      await merge(facts, random, 1 + below(random, 4), order === ordersOfEach - 1);
      outcomes.push(await outcome());
    }
    const [first, ...others] = outcomes;
    for (const other of others) expect(other).toEqual(first);
    const entered = facts.reduce((sum, { direction, places }) => sum + (direction === 'in' ? places : 0), 0);
    const { rows } = await sql<{ entries: number }>`SELECT sum(entries)::int AS entries FROM tickets.tickets`.execute(
      shop.db,
    );
    expect(rows[0]?.entries).toBe(entered);
    for (const { kind } of first?.conflicts ?? []) kinds.add(kind);
  }
  expect(kinds).toContain('entered_twice');
  expect(kinds).toContain('entered_without_right');
  await forget();
  await sql`UPDATE tickets.tickets SET status = 'valid' WHERE status = 'blocked'`.execute(shop.db);
}, 60_000);
