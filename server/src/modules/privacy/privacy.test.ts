import { randomUUID } from 'node:crypto';
import type { DataExport } from '@og-tickets/contract/privacy.ts';
import { termsVersion } from '@og-tickets/contract/terms.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { runCommandFile } from '../../../test/command.ts';
import { dumpOf } from '../../../test/dump.ts';
import { buyTicket, scan } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { keptMails, mailsOf, tokenOf } from '../../../test/mails.ts';
import { withTx } from '../../platform/database/database.ts';
import { readOwnBuyers } from '../accounting/index.ts';
import { findAccountId, readContact } from '../accounts/index.ts';
import { addAccount } from '../accounts/actions/add-account.ts';
import { retireUnused } from '../accounts/actions/retire-unused.ts';
import { eraseClosed } from './actions/erase-closed.ts';
import { toCsv } from './rules/export-csv.ts';
import { keptTables, leftOutColumns, leftOutTables } from './rules/kept-tables.ts';

let shop: TestShop;
let session: MadeSession;

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session();
});
afterAll(() => shop.close());

async function exported(owner: Client): Promise<{ data: Record<string, Record<string, unknown>[]> }> {
  expect((await owner.post('/me/export')).status).toBe(202);
  await shop.make.until(async () => {
    const { body } = await owner.get<{ export: DataExport | null }>('/me/export');
    return body.export?.status === 'ready' ? body.export : null;
  }, 'the copy');
  const file = await owner.get('/me/export/data.json');
  expect(file.status).toBe(200);
  return JSON.parse(file.bytes.toString());
}

async function endSessions(): Promise<void> {
  await sql`UPDATE catalog.sessions SET starts_at = starts_at - interval '9 years', ends_at = ends_at - interval '9 years',
    doors_at = doors_at - interval '9 years' WHERE id = ${session.id}`.execute(shop.db);
}

test('every table is handed out, or says why not; and so is every column that may name an account', async () => {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT schemaname || '.' || tablename AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'pgboss', 'graphile_worker', 'public')`.execute(
    shop.db,
  );
  const known = [...keptTables.map(({ table }) => table), ...Object.keys(leftOutTables)];
  expect(known.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
  const { rows } = await sql<{ table: string; column: string }>`
    SELECT table_schema || '.' || table_name AS table, column_name AS column FROM information_schema.columns
    WHERE data_type = 'uuid' AND column_name ~ '(account|controller|user|owner|buyer|admin|_by$)'
      AND table_schema NOT IN ('pg_catalog', 'information_schema')`.execute(shop.db);
  expect(rows.length).toBeGreaterThan(20);
  const missing = rows.filter(({ table, column }) => {
    const isRead = keptTables.some((kept) => kept.table === table && kept.where.includes(`kept.${column}`));
    return !isRead && leftOutTables[table] === undefined && leftOutColumns[`${table}.${column}`] === undefined;
  });
  expect(missing).toEqual([]);
});

test('a copy holds what the shop keeps, opened, and nothing that lets somebody in; it is its owner’s', async () => {
  const { buyer, ticket, account } = await buyTicketAs();
  const { data } = await exported(buyer);
  expect(data.person).toEqual([expect.objectContaining({ email: account.email })]);
  expect(data['tickets.tickets']).toEqual([expect.objectContaining({ id: ticket.id, holders: [ticket.holder] })]);
  expect(data['accounting.buyers']).toEqual([
    { orderCode: ticket.orderCode, name: ticket.holder, email: account.email },
  ]);
  const accepted = { termsVersion, acceptedAt: expect.any(String) };
  expect(data.consents).toEqual([
    { ...accepted, orderCode: ticket.orderCode },
    { ...accepted, orderCode: null },
  ]);
  expect((await buyer.get<{ items: unknown }>('/me/consents')).body.items).toEqual(data.consents);
  for (const table of [
    'orders.orders',
    'orders.lines',
    'payments.payments',
    'accounting.documents',
    'accounting.document_lines',
    'accounting.entries',
    'accounts.logins',
  ]) {
    expect(data[table]?.length, table).toBeGreaterThan(0);
  }
  const { rows } = await sql<{ secret: string }>`
    SELECT unnest(ARRAY[a.password_hash, a.user_key_sealed, a.data_key_sealed, t.ticket_key_sealed]) AS secret
    FROM accounts.accounts AS a JOIN tickets.tickets AS t ON t.account_id = a.id WHERE t.id = ${ticket.id}`.execute(
    shop.db,
  );
  expect(rows).toHaveLength(4);
  for (const { secret } of rows) expect(JSON.stringify(data)).not.toContain(secret);
  const csv = (await buyer.get('/me/export/data.csv')).bytes.toString();
  expect(csv).toContain(`"person","1","email","${account.email}"`);
  const stranger = await shop.make.login();
  expect((await stranger.get('/me/export/data.json')).status).toBe(404);
  expect((await stranger.get<{ items: unknown[] }>('/me/consents')).body.items).toHaveLength(1);
  await sql`UPDATE accounts.logins SET step_up_at = now() - interval '6 minutes'`.execute(shop.db);
  await shop.make.until(
    async () => ((await buyer.get('/me/export/data.json')).status === 403 ? true : null),
    'a refusal',
  );
  expect((await buyer.post('/me/export')).status).toBe(403);
});

test('a copy that has expired says so, is empty, and is forgotten a week later', async () => {
  const { buyer, account } = await buyTicketAs();
  await exported(buyer);
  const endedDaysAgo = async (days: number) => {
    await sql`UPDATE privacy.exports SET expires_at = now() - make_interval(days => ${days})
      WHERE account_id = ${account.id}`.execute(shop.db);
  };
  const shown = async () => (await buyer.get<{ export: DataExport | null }>('/me/export')).body.export;
  const kept = async () => {
    const row = shop.db.selectFrom('privacy.exports').select('data_sealed').where('account_id', '=', account.id);
    return (await row.execute()).map(({ data_sealed: sealed }) => sealed);
  };
  await endedDaysAgo(0);
  expect((await shown())?.status).toBe('expired');
  expect((await buyer.get('/me/export/data.json')).status).toBe(404);
  await eraseClosed(shop.platform);
  expect(await kept()).toEqual([null]);
  expect((await shown())?.status).toBe('expired');
  await endedDaysAgo(8);
  await eraseClosed(shop.platform);
  expect(await kept()).toEqual([]);
  expect(await shown()).toBeNull();
  await exported(buyer);
});

async function buyTicketAs() {
  const bought = await buyTicket(shop, session, 'duo');
  const { body } = await bought.buyer.get<{ email: string; id: string }>('/me');
  return { ...bought, account: body };
}

test('no table says in the clear who anybody is', async () => {
  const { buyer, ticket, code, account } = await buyTicketAs();
  const controller = await shop.make.login(await shop.make.account('controller'));
  const body = { holders: ['Canaryholder', 'Canarymate'] };
  expect((await buyer.call<Ticket>('PATCH', `/tickets/${ticket.id}`, { body })).body.holders).toEqual(body.holders);
  const answer = await scan(controller, session, code, { places: 1 });
  expect(answer.holder).toBe('Canaryholder, Canarymate');
  const { ticket: given, buyer: giver } = await buyTicketAs();
  const friend = 'friend@canary.example';
  const offer = { body: { email: friend }, headers: { 'idempotency-key': randomUUID() } };
  expect((await giver.call('POST', `/tickets/${given.id}/transfer`, offer)).status).toBe(201);
  await mailsOf(shop, friend, 1);
  await exported(buyer);
  const { firstName, lastName } = (await buyer.get<{ firstName: string; lastName: string }>('/me')).body;
  const dump = await dumpOf(shop.db);
  expect(dump).toContain(ticket.id);
  for (const text of ['Canary', friend, account.email, `${firstName} ${lastName}`]) {
    expect(
      dump
        .toLowerCase()
        .split('\n')
        .filter((line) => line.includes(text.toLowerCase())),
    ).toEqual([]);
  }
});

test('no value of a CSV is a formula', () => {
  for (const value of ['=1+1', '+1', '-1', '@x', '\t=1', '|x', ' =cmd', '%0']) {
    expect(toCsv({ a: [{ name: value }] })).toContain(`"'${value}"`);
  }
  expect(toCsv({ a: [{ name: 'a "b"\nc' }] })).toContain('"a ""b""\nc"');
});

test('who has tickets to come is not closed; a closed account is opened again by its mail, until it is erased', async () => {
  const holder = await buyTicketAs();
  const refused = await holder.buyer.call('DELETE', '/me');
  expect([refused.status, Object(refused.body).code]).toEqual([409, 'tickets_to_come']);
  expect((await (await shop.make.login(await shop.make.account('admin'))).call('DELETE', '/me')).status).toBe(403);

  const account = await shop.make.account();
  const owner = await shop.make.login(account);
  expect((await owner.call('DELETE', '/me')).status).toBe(200);
  expect((await owner.get('/me')).status).toBe(401);
  const again = { email: account.email, password: account.password };
  expect((await shop.client().post('/auth/login', again)).status).toBe(401);
  expect(await eraseClosed(shop.platform)).toBe(0);
  const mails = await mailsOf(shop, account.email, 1);
  const token = tokenOf(
    mails.find(({ text }) => text.includes('garder-mon-compte')),
    'garder-mon-compte',
  );
  const undo = () => shop.client().post('/auth/erasure/undo', { token });
  expect((await undo()).status).toBe(204);
  expect((await undo()).status).toBe(422);
  expect((await shop.client().post('/auth/login', again)).status).toBe(200);
});

test('a hundred people are erased for good: nothing but the books names them', async () => {
  const buyers = [await buyTicketAs(), await buyTicketAs()];
  for (const { buyer, ticket } of buyers) {
    const named = await buyer.call('PATCH', `/tickets/${ticket.id}`, {
      body: { holders: ['Canaryholder', 'Canarymate'] },
    });
    expect(named.status).toBeLessThan(300);
    await exported(buyer);
  }
  const others = await withTx(shop.db, async (tx) => {
    const made: string[] = [];
    for (let i = 0; i < 98; i += 1) {
      const email = `erased.${i}@canary.example`;
      const person = { email, firstName: `Canaryfirst${i}`, lastName: `Canarylast${i}`, passwordHash: '' };
      made.push(
        (await addAccount(tx, shop.platform.keys, { ...person, locale: 'fr', role: 'customer', active: true })).id,
      );
    }
    return made;
  });
  await endSessions();
  for (const { buyer } of buyers) expect((await buyer.call('DELETE', '/me')).status).toBe(200);
  await shop.make.until(async () => ((await mailsOf(shop, buyers[1]?.account.email ?? '', 2)) ? true : null), 'mails');
  await sql`UPDATE accounts.accounts SET status = 'closed' WHERE id = ANY (${others})`.execute(shop.db);
  await sql`UPDATE accounts.accounts SET erase_after = now() WHERE status = 'closed'`.execute(shop.db);
  const startedMs = performance.now();
  expect(await eraseClosed(shop.platform)).toBe(100);
  process.stdout.write(`100 accounts erased in ${Math.round(performance.now() - startedMs)} ms\n`);
  const left = await dumpOf(shop.db);
  expect(left).not.toMatch(/canary/i);
  for (const { account } of buyers) expect(left).not.toContain(account.email);
  // Mails have keys of their own, and would open still.
  const addresses = new Set(buyers.map(({ account }) => account.email));
  expect((await keptMails(shop.platform)).filter(({ to }) => addresses.has(to))).toEqual([]);
  const { rows: named } = await sql`
    SELECT t.id FROM tickets.tickets AS t JOIN accounts.accounts AS a ON a.id = t.account_id
    WHERE a.status = 'erased' AND t.holders_sealed IS NOT NULL`.execute(shop.db);
  expect(named).toEqual([]);
  const { rows } = await sql<{ keys: number }>`
    SELECT count(data_key_sealed)::int AS keys FROM accounts.accounts WHERE status = 'erased'`.execute(shop.db);
  expect(rows[0]?.keys).toBe(0);
  for (const { account } of buyers) {
    const [buyer] = await readOwnBuyers(shop.platform, account.id);
    expect(buyer?.email).toBe(account.email);
  }
  expect(await eraseClosed(shop.platform)).toBe(0);
});

test('an account that nobody used for two years is warned, and closed a month later unless it is used', async () => {
  const [left, back] = [await shop.make.account(), await shop.make.account()];
  const unused = [left.id, back.id];
  await sql`UPDATE accounts.accounts SET seen_at = now() - interval '25 months' WHERE id = ANY (${unused})`.execute(
    shop.db,
  );
  await retireUnused(shop.platform);
  await mailsOf(shop, left.email, 1);
  await shop.make.login(back);
  await sql`UPDATE accounts.accounts SET warned_at = warned_at - interval '31 days' WHERE id = ANY (${unused})`.execute(
    shop.db,
  );
  await retireUnused(shop.platform);
  const { rows } = await sql<{ status: string }>`
    SELECT status FROM accounts.accounts WHERE id = ANY (${unused}) ORDER BY id = ${back.id}`.execute(shop.db);
  expect(rows.map(({ status }) => status)).toEqual(['closed', 'active']);
});

test('account:erase erases whoever an operator names, staff too, but never the last admin', async () => {
  const settings = { OG_DATA_DIR: shop.keysDir, DATABASE_URL: shop.databaseUrl, LOG_LEVEL: 'silent' };
  const run = (...words: string[]) => runCommandFile('account-erase', settings, ...words);
  await sql`UPDATE accounts.accounts SET role = 'customer' WHERE role = 'admin'
    AND id <> ${(await shop.make.account('admin')).id}`.execute(shop.db);
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM accounts.accounts WHERE role = 'admin'`.execute(shop.db);
  const { email: last } = await readContact(shop.platform, rows[0]?.id ?? '');
  const controller = await shop.make.account('controller');
  const browser = await shop.make.login(controller);
  expect((await run(controller.email)).error).toContain('Usage');
  const kept = await run(last, '--for-good');
  expect([kept.code, kept.error]).toEqual([1, expect.stringContaining('Nobody else is an admin')]);
  const done = await run(controller.email, '--for-good');
  expect([done.code, done.out]).toEqual([0, `The account of ${controller.email} (controller) is erased.\n`]);
  expect(await dumpOf(shop.db)).not.toContain(controller.email);
  expect(await findAccountId(shop.platform, controller.email)).toBeUndefined();
  browser.accessToken = null;
  expect((await browser.post('/auth/refresh')).status).toBe(401);
}, 60_000);
