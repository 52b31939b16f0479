import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cloneDatabase } from '../../../test/clone.ts';
import { connect, type Database } from '../../platform/database/database.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { type KeyRing, loadKeyRing } from '../../platform/keys/key-ring.ts';
import { randomBytes } from '../../platform/keys/random.ts';
import { seal } from '../../platform/keys/seal.ts';
import { createLogger } from '../../platform/log.ts';
import { sealPersonalData } from './actions/seal-personal-data.ts';
import { findAccountId } from './views/find-account-id.ts';
import { readContact } from './views/contact.ts';
import { readEmailChange } from './views/email-change.ts';

/** The newest migration that kept personal data in the clear. */
const lastClear = '0033_second_factors';
const people = 1_200;
const log = createLogger('fatal');
let clone: Awaited<ReturnType<typeof cloneDatabase>>;
let old: Database;
let keys: KeyRing;

beforeAll(async () => {
  clone = await cloneDatabase(inject('databaseUrl'), `clear_${randomUUID()}`, 'template0');
  old = await connect(clone.url, { maxConnections: 4 });
  keys = await loadKeyRing({ dataDir: inject('keysDir'), files: {}, generate: false });
});
afterAll(async () => {
  await old.close();
  await clone.drop();
});

async function migrateToClear(): Promise<void> {
  const client = await old.pool.connect();
  const dir = fileURLToPath(new URL('../../../migrations', import.meta.url));
  const settings = { dbClient: client, dir, migrationsTable: 'migrations', log: () => undefined };
  for (;;) {
    const ran = await runner({ ...settings, direction: 'up', count: 1 });
    if (ran[0] === undefined || ran[0].name === lastClear) break;
  }
  client.release();
}

/** Every text of the tables that hold people. */
async function dump(): Promise<string> {
  const { rows } = await old.pool.query<{ text: string }>(`
    SELECT to_jsonb(a)::text AS text FROM accounts.accounts AS a
    UNION ALL SELECT to_jsonb(r)::text FROM accounts.registrations AS r
    UNION ALL SELECT to_jsonb(c)::text FROM accounts.email_changes AS c`);
  return rows.map(({ text }) => text).join('\n');
}

test('a shop of an older version has its people sealed at the next start, and knows them as before', async () => {
  await migrateToClear();
  const ids = Array.from({ length: people }, () => randomUUID());
  await old.pool.query(
    `INSERT INTO accounts.accounts (id, email, email_key, password_hash, first_name, last_name, locale, status, user_key_sealed, terms_version)
     SELECT id, 'Zoé.' || n || '@Canary.example', 'zoé.' || n || '@canary.example', '', 'Canaryfirst' || n, 'Canarylast' || n, 'fr',
       'active', sealed, '1' FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS given (id, sealed, n)`,
    [ids, ids.map((id) => seal(keys, 'user', id, randomBytes(32)))],
  );
  const [first = '', second = ''] = ids;
  await old.pool.query(
    `INSERT INTO accounts.registrations (id, account_id, password_hash, first_name, last_name, locale, terms_version, expires_at)
     VALUES ($1, $1, '', 'Canaryfirst', 'Canarylast', 'fr', '1', now() + interval '1 hour')`,
    [first],
  );
  await old.pool.query(
    `INSERT INTO accounts.email_changes (id, account_id, old_email, new_email, new_email_key, expires_at)
     VALUES ($1, $1, 'a@canary.example', 'Neu@canary.example', 'neu@canary.example', now() + interval '1 hour')`,
    [second],
  );
  expect(await dump()).toMatch(/canary/i);

  await migrate(old.pool, log);
  const shop = { db: old.db, keys, log };
  // Two processes start at once.
  await Promise.all([sealPersonalData(shop), sealPersonalData(shop)]);

  expect(await dump()).not.toMatch(/canary/i);
  expect(await findAccountId(shop, ' ZOÉ.7@canary.EXAMPLE')).toBe(ids[6]);
  const contact = { email: 'Zoé.7@Canary.example', firstName: 'Canaryfirst7', lastName: 'Canarylast7', locale: 'fr' };
  expect(await readContact(shop, ids[6] ?? '')).toEqual(contact);
  expect((await readEmailChange(shop, second))?.newEmail).toBe('Neu@canary.example');
  await expect(old.pool.query(`UPDATE accounts.accounts SET email = 'x'`)).rejects.toThrow('personal_data_sealed');
  const before = await dump();
  await sealPersonalData(shop);
  expect(await dump()).toBe(before);
});

test('a new key of the index makes every address found again', async () => {
  const added = { currentId: 2, keys: new Map(keys.emailIndex.keys).set(2, randomBytes(32)) };
  const shop = { db: old.db, keys: { ...keys, emailIndex: added }, log };
  expect(await findAccountId(shop, 'zoé.9@canary.example')).toBeUndefined();
  await sealPersonalData(shop);
  expect(await findAccountId(shop, 'zoé.9@canary.example')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a text that was moved to another row or column is not shown', async () => {
  const shop = { db: old.db, keys, log };
  const { rows } = await old.pool.query<{ id: string }>('SELECT id FROM accounts.accounts ORDER BY id LIMIT 2');
  const [one = '', two = ''] = rows.map(({ id }) => id);
  for (const column of ['email_sealed', 'first_name_sealed', 'last_name_sealed', 'data_key_sealed']) {
    const swap = `UPDATE accounts.accounts AS a SET ${column} = b.${column} FROM accounts.accounts AS b
      WHERE a.id IN ($1, $2) AND b.id IN ($1, $2) AND a.id <> b.id`;
    await old.pool.query(swap, [one, two]);
    await expect(readContact(shop, one)).rejects.toThrow('does not open');
    await old.pool.query(swap, [one, two]);
  }
  await old.pool.query(`UPDATE accounts.accounts SET first_name_sealed = last_name_sealed WHERE id = $1`, [one]);
  await expect(readContact(shop, one)).rejects.toThrow('does not open');
});
