import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { type Tx, withTx } from '../../platform/database/database.ts';
import { signNewestHead } from './actions/sign-head.ts';
import { type Actor, forgetActors, readJournal, recordAction, verifyJournal } from './index.ts';

const entries = 120;
const actor: Actor = { accountId: randomUUID(), role: 'admin', address: '203.0.113.7', requestId: 'req-1' };
const rollBack = Symbol('roll back');

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
  for (let number = 1; number <= entries; number += 1) await withTx(shop.db, (tx) => record(tx, number));
  await signNewestHead(shop.platform);
});
afterAll(() => shop.close());

function record(tx: Tx, number: number): Promise<void> {
  return recordAction(tx, shop.platform, actor, {
    action: 'session.changed',
    subject: { kind: 'session', id: `S${number}` },
    before: { capacity: number },
    after: { capacity: number + 1 },
    reason: 'Trop chaud',
  });
}

/** What the walk finds after changes behind the triggers, which are then rolled back; it may begin after an entry. */
async function afterTampering(...given: (RawBuilder<unknown> | { after: number })[]) {
  const changes = given.filter((one): one is RawBuilder<unknown> => !('after' in one));
  const number = given.find((one) => 'after' in one)?.after;
  const start = number === undefined ? undefined : { number, hash: await hashOf(number) };
  const { keys, clock } = shop.platform;
  let found: Awaited<ReturnType<typeof verifyJournal>> | undefined;
  const done = shop.db.transaction().execute(async (tx) => {
    await sql`ALTER TABLE audit.entries DISABLE TRIGGER USER`.execute(tx);
    for (const change of changes) await change.execute(tx);
    found = await verifyJournal({ db: tx, keys, clock }, start);
    throw rollBack;
  });
  await expect(done).rejects.toBe(rollBack);
  return found?.fault ?? null;
}

async function hashOf(number: number): Promise<Buffer> {
  const query = shop.db.selectFrom('audit.entries').select('hash').where('number', '=', number);
  return (await query.executeTakeFirstOrThrow()).hash;
}

it('keeps who did what, in a chain that holds', async () => {
  const [newest] = await readJournal(shop.platform, { before: null, limit: 1 });
  expect(newest).toMatchObject({ number: entries, actorId: actor.accountId, action: 'session.changed' });
  expect(newest).toMatchObject({ before: { capacity: entries }, after: { capacity: entries + 1 } });
  expect(newest).toMatchObject({ reason: 'Trop chaud', address: '203.0.113.7', requestId: 'req-1' });
  expect(await verifyJournal(shop.platform)).toMatchObject({ entries, fault: null, signedUpTo: { number: entries } });
});

it('grows one entry at a time, whoever writes at once', async () => {
  const numbers = Array.from({ length: 8 }, (_, index) => index);
  await Promise.all(numbers.map((number) => withTx(shop.db, (tx) => record(tx, number))));
  expect(await verifyJournal(shop.platform)).toMatchObject({ entries: entries + 8, fault: null });
});

it('finds every change, wherever it is made', async () => {
  const columns = ['at', 'action', 'subject_id', 'details', 'private_sealed', 'hash'] as const;
  const changed = {
    at: sql`at + interval '1 second'`,
    action: sql`'order.refunded'`,
    subject_id: sql`subject_id || '0'`,
    details: sql`replace(details, 'capacity', 'Capacity')`,
    private_sealed: sql`'AAAA'`,
    hash: sql`sha256(hash)`,
  };
  const seed = inject('seed');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: entries }), fc.constantFrom(...columns), async (number, column) => {
      const change = sql`UPDATE audit.entries SET ${sql.ref(column)} = ${changed[column]} WHERE number = ${number}`;
      expect(await afterTampering(change)).toEqual({ number, kind: 'changed' });
    }),
    { numRuns: 30, seed },
  );
});

it('finds what was taken out, put elsewhere or cut off', async () => {
  expect(await afterTampering(sql`DELETE FROM audit.entries WHERE number = 40`)).toEqual({
    number: 40,
    kind: 'missing',
  });
  const moved = await afterTampering(
    sql`UPDATE audit.entries SET number = 100000 WHERE number = 7`,
    sql`UPDATE audit.entries SET number = 7 WHERE number = 8`,
    sql`UPDATE audit.entries SET number = 8 WHERE number = 100000`,
  );
  expect(moved).toEqual({ number: 7, kind: 'changed' });
  const tail = sql`DELETE FROM audit.entries WHERE number > ${entries - 5}`;
  expect(await afterTampering(tail)).toEqual({ number: entries - 4, kind: 'cut_off' });
  // Whoever also turns the kept head back is told by the signed one.
  const head = sql`UPDATE audit.head SET (number, hash) =
    (SELECT number, hash FROM audit.entries ORDER BY number DESC LIMIT 1)`;
  expect(await afterTampering(tail, head)).toEqual({ number: entries - 4, kind: 'cut_off' });
});

it('tells the same when it begins after an entry that the caller vouches for, and nothing of what is before', async () => {
  const changed = sql`UPDATE audit.entries SET subject_id = 'S' WHERE number = 40`;
  const tail = sql`DELETE FROM audit.entries WHERE number > ${entries - 5}`;
  expect(await afterTampering({ after: 39 }, changed)).toEqual({ number: 40, kind: 'changed' });
  expect(await afterTampering({ after: 40 }, changed)).toBeNull();
  expect(await afterTampering({ after: entries - 5 }, tail)).toEqual({ number: entries - 4, kind: 'cut_off' });
});

it('finds a chain that was written anew under a forged signature', async () => {
  const forged = sql`UPDATE audit.signed_heads SET signature = sha512(signature)`;
  const disarm = sql`ALTER TABLE audit.signed_heads DISABLE TRIGGER USER`;
  expect(await afterTampering(disarm, forged)).toEqual({ number: entries, kind: 'signature_wrong' });
});

it('can only be added to', async () => {
  for (const change of [
    sql`UPDATE audit.entries SET details = '{}'`,
    sql`DELETE FROM audit.entries`,
    sql`TRUNCATE audit.entries`,
    sql`DELETE FROM audit.signed_heads`,
    sql`DELETE FROM audit.head`,
  ]) {
    await expect(change.execute(shop.db)).rejects.toMatchObject({ code: '42501' });
  }
});

it('forgets where an erased account was and what it wrote, and the chain still holds', async () => {
  const gone: Actor = { ...actor, accountId: randomUUID() };
  await withTx(shop.db, (tx) =>
    recordAction(tx, shop.platform, gone, {
      action: 'order.refunded',
      subject: { kind: 'order', id: 'ABCDEF' },
      reason: 'Madame Martin est malade',
    }),
  );
  await withTx(shop.db, (tx) => forgetActors(tx, [gone.accountId ?? '']));
  const [entry] = await readJournal(shop.platform, { before: null, limit: 1 });
  expect(entry).toMatchObject({ actorId: gone.accountId, reason: null, address: null, action: 'order.refunded' });
  expect((await verifyJournal(shop.platform)).fault).toBeNull();
});
