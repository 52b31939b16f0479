import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cloneDatabase } from '../../../test/clone.ts';
import { readConfig } from '../../config.ts';
import { connect, type Database } from '../../platform/database/database.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { createLogger } from '../../platform/log.ts';
import { violationsOf } from '../invariants/index.ts';
import { loadKeyRing } from '../../platform/keys/key-ring.ts';
import type { Platform } from '../../platform/platform.ts';
import { sealClearAccounts } from '../accounts/index.ts';
import { sealClearTickets } from '../tickets/index.ts';
import { documentsOfOrders, numberDocuments, readOwnBuyers, sealClearBuyers } from './index.ts';

/** The newest migration of the shops that kept no books. */
const lastWithout = 13;
let clone: Awaited<ReturnType<typeof cloneDatabase>>;
let shop: Database;

beforeAll(async () => {
  clone = await cloneDatabase(inject('databaseUrl'), `upgrade_${randomUUID()}`, 'template0');
  shop = await connect(clone.url, { maxConnections: 4 });
});
afterAll(async () => {
  await shop.close();
  await clone.drop();
});

async function migrateTo(count: number): Promise<void> {
  const client = await shop.pool.connect();
  await runner({
    dbClient: client,
    dir: fileURLToPath(new URL('../../../migrations', import.meta.url)),
    direction: 'up',
    count,
    migrationsTable: 'migrations',
    log: () => undefined,
  });
  client.release();
}

async function sealClear(sealing: Pick<Platform, 'db' | 'keys'>): Promise<void> {
  await sealClearAccounts(sealing);
  await sealClearTickets(sealing);
  await sealClearBuyers(sealing);
}

const account = randomUUID();

/** An order of the past with its payment: three lines, two of them for the same session, at two rates. */
async function sell(code: string, state: { status: string; settled: boolean }): Promise<string> {
  const { pool } = shop;
  const [order, payment] = [randomUUID(), randomUUID()];
  await pool.query(
    `INSERT INTO orders.orders (id, code, account_id, status, total_cents, currency, idempotency_key, cart_id, terms_version,
       expires_at, paid_at) VALUES ($1, $2, $3, $4, 35000, 'EUR', $2, $1, '2026-01-01', now(), CASE $4 WHEN 'paid' THEN now() END)`,
    [order, code, account, state.status],
  );
  const lines = [
    [1, 'duo', 2, 2, 9_000, 550],
    [1, 'famille', 1, 4, 16_000, 550],
    [2, 'gone', 1, 1, 1_000, 2_000],
  ];
  for (const [position, [session, offer, quantity, places, cents, rate]] of lines.entries()) {
    const hold = randomUUID();
    await pool.query(
      `INSERT INTO orders.lines VALUES ($1, $2, $3, 'A', $4, $5, $6, $7::integer, $7 * $5::integer, $8, $9)`,
      [order, position, session, offer, quantity, places, cents, rate, hold],
    );
    if (state.status !== 'paid') continue;
    await pool.query(
      `INSERT INTO tickets.tickets (id, session_id, order_id, order_line, unit, account_id, category, offer, places, holder_name,
         ticket_key_sealed, pepper_id, fingerprint)
       SELECT gen_random_uuid(), $2, $1, $3, unit, $4, 'A', $5, $6, 'Ana', 'x', 1, '\\x0102030405060708'
       FROM generate_series(1, $7) AS unit`,
      [order, session, position, account, offer, places, quantity],
    );
  }
  await pool.query(
    `INSERT INTO payments.payments (id, order_id, order_code, account_id, provider, provider_payment_id, amount_cents, currency,
       status, expires_at, succeeded_at, settled_at)
     VALUES ($1::uuid, $2, $3, $4, 'simulated-bank', $1::uuid::text, 35000, 'EUR', $5, now(), CASE WHEN $6 THEN now() END, CASE WHEN $6 THEN now() END)`,
    [
      payment,
      order,
      code,
      account,
      state.settled ? (state.status === 'paid' ? 'succeeded' : 'refunded') : 'requires_payment',
      state.settled,
    ],
  );
  if (state.settled && state.status !== 'paid') {
    await pool.query(
      `INSERT INTO payments.refunds (id, payment_id, amount_cents, reason, status, succeeded_at)
       VALUES (gen_random_uuid(), $1, 35000, 'late_payment', 'succeeded', now())`,
      [payment],
    );
  }
  return order;
}

test('a shop that sold before it kept books has them after the upgrade, with an invoice for each sale', async () => {
  await migrateTo(lastWithout);
  const { rows: before } = await shop.pool.query(`SELECT to_regclass('accounting.entries') AS books`);
  expect(before).toEqual([{ books: null }]);
  await shop.pool.query(`
    INSERT INTO catalog.sports VALUES ('BKB', 'Basketball', 'Basketball');
    INSERT INTO catalog.venues (code, name, name_en, city) VALUES ('PMA', 'Stade', 'Stadium', 'Lille');
    INSERT INTO catalog.offers SELECT code, code, 'The ' || code, '', '', 1, 0, 1 FROM unnest(ARRAY['duo', 'famille']) AS code;
    INSERT INTO catalog.sessions (code, sport, venue, title_fr, title_en, description_fr, description_en, search_text, starts_at,
      ends_at, doors_at, timezone, medal)
    SELECT code, 'BKB', 'PMA', 'Jeu', 'Game', '', '', '', now(), now() + interval '2 hours', now(), 'Europe/Paris', false
    FROM unnest(ARRAY['BKB01', 'BKB02']) AS code`);
  await shop.pool.query(
    `INSERT INTO accounts.accounts (id, email, email_key, password_hash, first_name, last_name, locale, role, user_key_sealed, terms_version, terms_accepted_at)
     VALUES ($1, 'ana@example.org', 'ana@example.org', 'x', 'Ana', 'Martín', 'en', 'customer', 'x', '2026-01-01', now())`,
    [account],
  );
  const paid = [
    await sell('AAAAAA', { status: 'paid', settled: true }),
    await sell('BBBBBB', { status: 'paid', settled: true }),
  ];
  const late = await sell('CCCCCC', { status: 'expired', settled: true });
  const pending = await sell('DDDDDD', { status: 'pending', settled: false });

  const keys = await loadKeyRing({ dataDir: inject('keysDir'), files: {}, generate: false });
  const step = { after: '0040_sealed_everywhere', work: () => sealClear({ db: shop.db, keys }) };
  expect(await migrate(shop.pool, createLogger('fatal'), [step])).toContain('0018_accounting');
  await numberDocuments({ db: shop.db, config: readConfig({}) });

  const found = await violationsOf(shop.db, 10, { settled: true });
  // Nobody held the places of these orders.
  expect(found.filter(({ invariant }) => invariant !== 'taken-is-held-or-sold')).toEqual([]);
  const documents = await documentsOfOrders(shop.db, [...paid, late, pending]);
  const year = new Date().getFullYear();
  expect(paid.map((order) => documents.get(order)?.map(({ kind, number }) => [kind, number]))).toEqual([
    [['invoice', `F${year}-000001`]],
    [['invoice', `F${year}-000002`]],
  ]);
  expect([documents.get(late), documents.get(pending)]).toEqual([undefined, undefined]);
  const { rows: lines } = await shop.pool.query(
    `SELECT l.title, l.venue, l.offer_name, l.quantity, l.amount_cents, l.vat_cents
     FROM accounting.document_lines AS l JOIN accounting.documents AS d ON d.id = l.document_id
     WHERE d.order_id = $1 ORDER BY l.position`,
    [paid[0]],
  );
  const known = { title: 'Game', venue: 'Stadium, Lille' };
  const buyer = { name: 'Ana Martín', email: 'ana@example.org' };
  const codes = ['AAAAAA', 'BBBBBB'];
  expect(await readOwnBuyers({ db: shop.db, keys }, account)).toEqual(
    codes.map((orderCode) => ({ orderCode, ...buyer })),
  );
  expect(lines).toEqual([
    { ...known, offer_name: 'The duo', quantity: 2, amount_cents: 18_000, vat_cents: 938 },
    { ...known, offer_name: 'The famille', quantity: 1, amount_cents: 16_000, vat_cents: 834 },
    { ...known, offer_name: 'gone', quantity: 1, amount_cents: 1_000, vat_cents: 167 },
  ]);
  const { rows: sums } = await shop.pool.query(
    `SELECT account, provider, vat_basis_points AS rate, sum(amount_cents)::integer AS cents FROM accounting.entries
     GROUP BY 1, 2, 3 ORDER BY 1, 3`,
  );
  expect(sums).toEqual([
    { account: 'buyer_deposits', provider: null, rate: null, cents: 0 },
    { account: 'provider_clearing', provider: 'simulated-bank', rate: null, cents: 70_000 },
    { account: 'revenue', provider: null, rate: 550, cents: -64_456 },
    { account: 'revenue', provider: null, rate: 2_000, cents: -1_666 },
    { account: 'vat_payable', provider: null, rate: 550, cents: -3_544 },
    { account: 'vat_payable', provider: null, rate: 2_000, cents: -334 },
  ]);
});
