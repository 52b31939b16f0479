import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { decodeBase45 } from '@og-tickets/contract/rules/base45.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../test/client.ts';
import { type Ran, runCommandFile } from '../../test/command.ts';
import type { MadeSession } from '../../test/factory.ts';
import { buyTicket, scan } from '../../test/gate.ts';
import { startTestShop, type TestShop } from '../../test/harness.ts';
import { keptMails } from '../../test/mails.ts';
import { makeOwnKeys } from '../../test/own-keys.ts';
import { readOwnBuyers } from '../modules/accounting/index.ts';
import { accountSealedColumns } from '../modules/accounts/index.ts';
import { ticketSealedColumns } from '../modules/tickets/index.ts';
import type { KeyRing } from '../platform/keys/key-ring.ts';
import { resealColumn } from '../platform/keys/reseal.ts';

// One running shop; each command works beside it, in a process of its own, on the same secret files.
let shop: TestShop;
let session: MadeSession;
let controller: Client;
let dropKeys: () => Promise<void>;

beforeAll(async () => {
  const { keysDir, drop } = await makeOwnKeys();
  dropKeys = drop;
  shop = await startTestShop({ keysDir });
  session = await shop.make.session();
  controller = await shop.make.login(await shop.make.account('controller'));
});
afterAll(async () => {
  await shop.close();
  await dropKeys();
});

const run = (name: string, ...words: string[]): Promise<Ran> =>
  runCommandFile(name, { DATABASE_URL: shop.databaseUrl, OG_DATA_DIR: shop.keysDir, LOG_LEVEL: 'error' }, ...words);
const kidOf = (code: string): number | undefined => decodeBase45(code.slice(4))?.[1];
const admitted = { verdict: 'admitted', reason: 'ok' } satisfies Partial<ScanResult>;
/** The key-encryption keys that stored keys need, whatever table they are in; at least those of six columns. */
const keksOf = async (): Promise<Set<number>> => {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    SELECT table_schema || '.' || table_name AS table, column_name AS column FROM information_schema.columns
    WHERE column_name ~ '(key|secret)_sealed$'`.execute(shop.db);
  expect(columns.length).toBeGreaterThanOrEqual(6);
  const found = new Set<number>();
  for (const { table, column } of columns) {
    const { rows } = await sql<{ kek: number }>`
      SELECT DISTINCT get_byte(decode(${sql.ref(column)}, 'base64'), 1) AS kek FROM ${sql.table(table)}
      WHERE ${sql.ref(column)} IS NOT NULL`.execute(shop.db);
    for (const { kek } of rows) found.add(kek);
  }
  return found;
};

function onlyKey({ encryption }: KeyRing, id: number): KeyRing['encryption'] {
  const key = encryption.keys.get(id);
  if (key === undefined) throw new Error(`there is no key ${id}`);
  return { currentId: id, keys: new Map([[id, key]]) };
}

function reseal(keys: KeyRing, name: string) {
  const column = [...accountSealedColumns, ...ticketSealedColumns].find((one) => one.column === name);
  if (column === undefined) throw new Error(`no sealed column is called ${name}`);
  return resealColumn(shop.db, keys, column);
}

test('the encryption key is rotated under a running shop, and again after a kill', async () => {
  const { code, buyer } = await buyTicket(shop, session);
  const { id: buyerId } = (await buyer.get<{ id: string }>('/me')).body;
  await shop.make.until(async () => ((await keptMails(shop.platform)).length > 0 ? true : null), 'the mail is kept');
  expect(await keksOf()).toEqual(new Set([1]));
  const first = await run('keys-rotate-encryption');
  expect(first).toMatchObject({ code: 0, error: '' });
  expect(first.out).toMatch(
    /^Key 2 is in .*ticket-encryption-key and current\.\n {2}accounts: \d+ keys sealed anew\.\n/,
  );
  expect(first.out).toMatch(/All keys are under key 2\. .*\n$/);
  expect(await keksOf()).toEqual(new Set([2]));
  // The shop has noticed: what it makes now is under the new key, and the old code still opens.
  const { ticket: later } = await buyTicket(shop, session);
  const row = await shop.db
    .selectFrom('tickets.tickets')
    .select('ticket_key_sealed')
    .where('id', '=', later.id)
    .executeTakeFirstOrThrow();
  expect(Buffer.from(row.ticket_key_sealed, 'base64')[1]).toBe(2);
  expect(await scan(controller, session, code)).toMatchObject(admitted);
  const withoutOld = { ...shop.platform.keys, encryption: onlyKey(shop.platform.keys, 2) };
  expect((await keptMails({ db: shop.db, keys: withoutOld })).length).toBeGreaterThan(0);
  expect(await readOwnBuyers({ db: shop.db, keys: withoutOld }, buyerId)).toHaveLength(1);
  // As a run leaves it that was killed half-way: one row back under the older key.
  const older = { ...shop.platform.keys, encryption: { ...shop.platform.keys.encryption, currentId: 1 } };
  expect((await reseal(older, 'ticket_key_sealed')).written).toBeGreaterThan(0);
  const second = await run('keys-rotate-encryption');
  expect(second.out).toMatch(/^\d+ keys are not under key 2 yet: finishing that rotation\.\n/);
  expect(second.code).toBe(0);
  expect(await keksOf()).toEqual(new Set([2]));
}, 90_000);

test('a stored key that does not open stays as it is and is told', async () => {
  const { id } = await shop.make.account();
  const { id: other } = await shop.make.account();
  const rows = shop.db.updateTable('accounts.accounts');
  const { user_key_sealed: moved } = await shop.db
    .selectFrom('accounts.accounts')
    .select('user_key_sealed')
    .where('id', '=', other)
    .executeTakeFirstOrThrow();
  const { user_key_sealed: own } = await shop.db
    .selectFrom('accounts.accounts')
    .select('user_key_sealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await rows.set({ user_key_sealed: moved }).where('id', '=', id).execute();
  const kek = shop.platform.keys.encryption.currentId;
  const older = { ...shop.platform.keys, encryption: { ...shop.platform.keys.encryption, currentId: 1 } };
  expect(await reseal(older, 'user_key_sealed')).toMatchObject({ broken: [id] });
  expect(await reseal(shop.platform.keys, 'user_key_sealed')).toMatchObject({ broken: [] });
  await rows.set({ user_key_sealed: own }).where('id', '=', id).execute();
  expect(await keksOf()).toEqual(new Set([kek]));
});

test('a new pepper makes new tickets; printed ones live on', async () => {
  const old = await buyTicket(shop, session);
  const { code, out } = await run('keys-rotate-pepper');
  expect(code).toBe(0);
  expect(out).toMatch(/^Pepper 2 is in .* current: .*\n {2}pepper 1: \d+ tickets need it\n/);
  expect(shop.platform.keys.lookAgain()).toBeNull();
  const fresh = await buyTicket(shop, session);
  const peppers = await shop.db
    .selectFrom('tickets.tickets')
    .select(['id', 'pepper_id'])
    .where('id', 'in', [old.ticket.id, fresh.ticket.id])
    .orderBy('id')
    .execute();
  expect(peppers.map(({ pepper_id }) => pepper_id)).toEqual([1, 2]);
  for (const { code: text } of [old, fresh]) expect(await scan(controller, session, text)).toMatchObject(admitted);
});

test('signing keys: two at once, tainted, retired', async () => {
  const old = await buyTicket(shop, session);
  expect(kidOf(old.code)).toBe(1);
  const waiting = await buyTicket(shop, session);
  const copy = await buyTicket(shop, session);

  expect((await run('keys-rotate-signing')).out).toMatch(
    / 1: active, its codes are accepted\n {2}2: active, signs codes now\n$/,
  );
  expect(shop.platform.keys.lookAgain()).toBeNull();
  const day2 = await buyTicket(shop, session);
  expect(kidOf(day2.code)).toBe(2);
  for (const { code } of [old, day2]) expect(await scan(controller, session, code)).toMatchObject(admitted);

  // Tainting the one that signs makes the newest that is left sign, for codes that exist already too.
  expect((await run('keys-taint', '2')).out).toContain('Signing key 2 is tainted.\n  1: active, signs codes now\n');
  expect(kidOf((await buyTicket(shop, session)).code)).toBe(1);
  const both = await run('keys-taint', '1');
  expect(both.out).toMatch(
    /^Signing key 3 is in .*\nSigning key 1 is tainted\.\n {2}1: tainted, .*\n {2}2: tainted, .*\n {2}3: active, signs codes now\n$/,
  );
  const again = await waiting.buyer.get<{ text?: string }>(`/tickets/${waiting.ticket.id}/code`);
  expect(again.status).toBe(200);
  expect(kidOf((await buyTicket(shop, session)).code)).toBe(3);
  // A tainted key's code with its ticket's fingerprint is ours.
  expect(await scan(controller, session, waiting.code)).toMatchObject(admitted);

  expect(await run('keys-retire', '3')).toMatchObject({ code: 1, out: '' });
  expect((await run('keys-retire', '1')).out).toContain('  1: retired, refused\n');
  expect(await scan(controller, session, copy.code)).toMatchObject({ verdict: 'refused', reason: 'unknown_key' });
  // A new kid is never one that was there.
  expect((await run('keys-rotate-signing')).out).toContain('  4: active, signs codes now\n');
}, 90_000);

test('wrong command lines are one sentence', async () => {
  const wrong: [string, string[], string][] = [
    ['keys-taint', [], 'Usage: npm run keys:taint -- KID\n'],
    ['keys-retire', ['one'], 'Usage: npm run keys:retire -- KID\n'],
    ['keys-taint', ['77'], 'There is no signing key 77; there are 1, 2, 3, 4.\n'],
  ];
  const ran = await Promise.all(wrong.map(([name, words]) => run(name, ...words)));
  for (const [index, [, , error]] of wrong.entries()) expect(ran[index]).toEqual({ code: 1, out: '', error });
});
