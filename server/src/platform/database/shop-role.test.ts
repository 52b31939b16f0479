import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cloneDatabase } from '../../../test/clone.ts';
import { runCommandFile } from '../../../test/command.ts';
import { makeShopRole, type ShopRole } from '../../../test/shop-role.ts';
import { createLogger } from '../log.ts';
import { randomToken } from '../keys/random.ts';
import { connect, type Database } from './database.ts';
import { migrate } from './migrate.ts';
import { allowShop } from './shop-role.ts';

// That a shop works as this role is shown where all routes are tried (server/test/access) and where jobs are heard
// (server/test/canaries.test.ts). Here: what else it cannot.

let clone: Awaited<ReturnType<typeof cloneDatabase>>;
let role: ShopRole;
let owner: Database;
let shop: Database;
beforeAll(async () => {
  clone = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`);
  role = await makeShopRole(clone.url, inject('databaseUrl'));
  [owner, shop] = [await connect(clone.url, { maxConnections: 1 }), await connect(role.url, { maxConnections: 1 })];
});
afterAll(async () => {
  await Promise.all([owner.close(), shop.close()]);
  await clone.drop();
  await role.drop();
});

test.each([
  'CREATE TABLE public.x (y int)',
  'CREATE SCHEMA x',
  'ALTER TABLE orders.orders ADD COLUMN x int',
  'ALTER TABLE audit.entries DISABLE TRIGGER USER',
  'DROP TABLE carts.carts',
  'TRUNCATE carts.carts',
  'CREATE INDEX ON orders.orders (code)',
  `CREATE TRIGGER x BEFORE INSERT ON orders.orders EXECUTE FUNCTION audit.refuse_change()`,
  'CREATE OR REPLACE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE sql AS $$ SELECT NULL $$',
  `UPDATE audit.entries SET details = '{}'`,
  'DELETE FROM audit.signed_heads',
  'DELETE FROM audit.head',
  'UPDATE accounting.entries SET amount_cents = 0',
  'DELETE FROM accounting.transactions',
  `INSERT INTO migrations (name, run_on) VALUES ('x', now())`,
  'DELETE FROM graphile_worker.migrations',
  'SET session_replication_role = replica',
  `COPY orders.orders TO PROGRAM 'cat'`,
  'CREATE ROLE x',
])('a shop that is not the owner may not: %s', async (statement) => {
  // The database's own words, not those of a trigger, which an owner can switch off.
  await expect(shop.pool.query(statement)).rejects.toMatchObject({
    code: '42501',
    message: expect.stringMatching(/^(?:permission denied|must be owner)/),
  });
});

test('the job queue lets it work, and nobody else who has no policy', async () => {
  await shop.pool.query(`SELECT graphile_worker.add_job('x', '{}'::json)`);
  const { rows } = await shop.pool.query('SELECT FROM graphile_worker._private_jobs');
  expect(rows).toHaveLength(1);
  await owner.pool.query(`DROP POLICY "${role.name}" ON graphile_worker._private_jobs`);
  expect((await shop.pool.query('SELECT FROM graphile_worker._private_jobs')).rows).toHaveLength(0);
  await allowShop({ connectionString: clone.url }, role.name);
  expect((await shop.pool.query('SELECT FROM graphile_worker._private_jobs')).rows).toHaveLength(1);
});

test('it starts on a database that is up to date, and says who must bring one there that is not', async () => {
  const log = createLogger('silent');
  expect(await migrate(shop.pool, log)).toEqual([]);
  const { rows } = await owner.pool.query<{ name: string }>(
    'DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations) RETURNING name',
  );
  const { username } = new URL(clone.url);
  await expect(migrate(shop.pool, log)).rejects.toThrow(
    `lacks 1 migrations of this version, which its user may not run`,
  );
  await expect(migrate(shop.pool, log)).rejects.toThrow(`as ${username}.`);
  await owner.pool.query('INSERT INTO migrations (name, run_on) VALUES ($1, now())', [rows[0]?.name]);
});

test('npm run migrate gives a role its rights, what it had beyond them is taken, and one that can do more is refused', async () => {
  await owner.pool.query(`GRANT TRUNCATE, UPDATE ON audit.entries TO "${role.name}"`);
  const ran = await runCommandFile(
    'migrate',
    { DATABASE_URL: clone.url, OG_DATA_DIR: inject('keysDir') },
    '--for',
    role.name,
  );
  expect(ran).toMatchObject({ code: 0, error: '' });
  const { rows } = await owner.pool.query(
    `SELECT has_table_privilege($1, 'audit.entries', 'UPDATE') AS may, has_table_privilege($1, 'audit.entries', 'INSERT') AS adds`,
    [role.name],
  );
  expect(rows).toEqual([{ may: false, adds: true }]);
  const { username } = new URL(clone.url);
  await expect(allowShop({ connectionString: clone.url }, username)).rejects.toThrow('owns the tables');
  await expect(allowShop({ connectionString: clone.url }, 'nobody-here')).rejects.toThrow('has no role nobody-here');
});
