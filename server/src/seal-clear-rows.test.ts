import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { fingerprint } from '@og-tickets/contract/rules/ticket-code/fingerprint.ts';
import { runner } from 'node-pg-migrate';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cloneDatabase } from '../test/clone.ts';
import { dumpOf } from '../test/dump.ts';
import { keptMails } from '../test/mails.ts';
import { type Config, readConfig } from './config.ts';
import { readOwnBuyers } from './modules/accounting/index.ts';
import { findAccountId, indexAddresses, readContact, readDataKey } from './modules/accounts/index.ts';
import { readEmailChange } from './modules/accounts/views/email-change.ts';
import { readSecondFactors } from './modules/accounts/views/factors.ts';
import { readAttachment } from './modules/notices/views/mailbox.ts';
import { readHolderName } from './modules/tickets/index.ts';
import { openReceiver } from './modules/tickets/personal-data.ts';
import { deriveTag } from './modules/tickets/rules/mint-code.ts';
import { connect, type Database } from './platform/database/database.ts';
import { migrate } from './platform/database/migrate.ts';
import { type KeyRing, loadKeyRing } from './platform/keys/key-ring.ts';
import { randomBytes } from './platform/keys/random.ts';
import { seal } from './platform/keys/seal.ts';
import { createLogger } from './platform/log.ts';
import { sealingSteps } from './seal-clear-rows.ts';

/** The newest migration that kept all personal data in the clear. */
const lastClear = '0033_second_factors';
const people = 1_200;
const log = createLogger('fatal');
let clone: Awaited<ReturnType<typeof cloneDatabase>>;
let old: Database;
let keys: KeyRing;
let config: Config;
const ids = Array.from({ length: people }, () => randomUUID());
const [first = '', second = ''] = ids;
const ticket = randomUUID();
const transfer = randomUUID();

beforeAll(async () => {
  clone = await cloneDatabase(inject('databaseUrl'), `clear_${randomUUID()}`, 'template0');
  old = await connect(clone.url, { maxConnections: 6 });
  keys = await loadKeyRing({ dataDir: inject('keysDir'), files: {}, generate: false });
  config = readConfig({});
});
afterAll(async () => {
  await old.close();
  await clone.drop();
});

async function migrateToClear(): Promise<void> {
  const client = await old.pool.connect();
  const dir = fileURLToPath(new URL('../migrations', import.meta.url));
  const settings = { dbClient: client, dir, migrationsTable: 'migrations', log: () => undefined };
  for (;;) {
    const ran = await runner({ ...settings, direction: 'up', count: 1 });
    if (ran[0] === undefined || ran[0].name === lastClear) break;
  }
  client.release();
}

/** A person of whom everything is kept, and many of whom only the account is. */
async function fillClear(): Promise<void> {
  const { pool } = old;
  const userKeys = ids.map(() => randomBytes(32));
  await pool.query(
    `INSERT INTO accounts.accounts (id, email, email_key, password_hash, first_name, last_name, locale, status, user_key_sealed, terms_version)
     SELECT id, 'Zoé.' || n || '@Canary.example', 'zoé.' || n || '@canary.example', '', 'Canaryfirst' || n, 'Canarylast' || n, 'fr',
       'active', sealed, '1' FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS given (id, sealed, n)`,
    [ids, ids.map((id, i) => seal(keys, 'user', id, userKeys[i] ?? Buffer.alloc(0)))],
  );
  await pool.query(
    `INSERT INTO accounts.registrations (id, account_id, password_hash, first_name, last_name, locale, terms_version, expires_at)
     VALUES ($1, $1, '', 'Canaryfirst', 'Canarylast', 'fr', '1', now() + interval '1 hour')`,
    [first],
  );
  await pool.query(
    `INSERT INTO accounts.email_changes (id, account_id, old_email, new_email, new_email_key, expires_at)
     VALUES ($1, $1, 'a@canary.example', 'Neu@canary.example', 'neu@canary.example', now() + interval '1 hour')`,
    [second],
  );
  await pool.query(
    `INSERT INTO accounts.passkeys (id, account_id, credential_id, public_key, counter, transports, name, backed_up)
     VALUES ($1, $1, 'x', '\\x00', 0, '{}', 'Phone of Canary', false)`,
    [first],
  );
  await sellClear(userKeys[0] ?? Buffer.alloc(0));
  await pool.query(
    `WITH mail AS (INSERT INTO platform.mailbox (recipient, subject, body_text, body_html)
       VALUES ('Zoé.1@Canary.example', 'Canary', 'Bonjour Canary', '<p>Canary</p>') RETURNING id)
     INSERT INTO platform.mailbox_attachments SELECT id, 1, 'a.pdf', 'application/pdf', convert_to('Canaryfile', 'UTF8') FROM mail`,
  );
}

/** A ticket of the first person, offered and scanned, with its invoice and a file. */
async function sellClear(userKey: Buffer): Promise<void> {
  const ticketKey = randomBytes(32);
  const { currentId: pepperId, keys: peppers } = keys.peppers;
  const head = { kid: 1, sessionNumber: 1, ticketId: ticket, generation: 1, places: 3, flags: 0 };
  const print = fingerprint(ticket, deriveTag({ userKey, ticketKey, pepper: peppers.get(pepperId) ?? userKey, head }));
  const { pool } = old;
  await pool.query(
    `INSERT INTO catalog.sports VALUES ('BKB', 'Basketball', 'Basketball');
     INSERT INTO catalog.venues (code, name, name_en, city) VALUES ('PMA', 'Stade', 'Stadium', 'Lille');
     INSERT INTO catalog.sessions (code, sport, venue, title_fr, title_en, description_fr, description_en, search_text, starts_at,
       ends_at, doors_at, timezone, medal)
     VALUES ('BKB01', 'BKB', 'PMA', 'Jeu', 'Game', '', '', '', now(), now() + interval '1 hour', now(), 'Europe/Paris', false);`,
  );
  await pool.query(
    `INSERT INTO tickets.tickets (id, session_id, order_id, order_line, unit, account_id, category, offer, places, holder_name,
       other_holders, ticket_key_sealed, pepper_id, fingerprint)
     VALUES ($1, 1, $2, 1, 1, $2, 'A', 'trio', 3, 'Canary One', '{"",Canary Three}', $3, $4, $5)`,
    [ticket, first, seal(keys, 'tick', ticket, ticketKey), pepperId, Buffer.from(print)],
  );
  await pool.query(
    `INSERT INTO tickets.transfers (id, ticket_id, from_account, token_hash, receiver_email, locale, from_generation, expires_at)
     VALUES ($1, $2, $3, sha256('x'), 'friend@canary.example', 'fr', 1, now() + interval '1 day')`,
    [transfer, ticket, first],
  );
  await pool.query(
    `INSERT INTO tickets.pdf_files (id, order_id, account_id, format, locale, total, done, status, file)
     VALUES ($1, $1, $1, 'a4', 'fr', 1, 1, 'ready', convert_to('Canaryfile', 'UTF8'))`,
    [first],
  );
  await pool.query(
    `INSERT INTO admissions.scans (id, request_hash, session_id, gate, controller_id, ticket_id, direction, verdict, reason, places,
       result, scanned_at)
     VALUES ($1, '\\x00', 1, 'A', $2, $1, 'in', 'refused', 'kind_not_allowed', 0, '{"holder": "Canary One", "places": 3}', now())`,
    [ticket, second],
  );
  await pool.query(
    `WITH booked AS (
       INSERT INTO accounting.transactions (kind, reference, order_id) VALUES ('sale', 'x', $1) RETURNING id)
     INSERT INTO accounting.documents (id, transaction_id, kind, order_id, order_code, account_id, buyer_name, buyer_email, locale,
       terms_version, ordered_at, total_cents, vat_cents)
     SELECT $1, id, 'invoice', $1, 'AAAAAA', $1, 'Canary Buyer', 'zoé.1@canary.example', 'fr', '1', now(), 0, 0 FROM booked`,
    [first],
  );
}

test('without the keys nothing is dropped', async () => {
  await migrateToClear();
  await fillClear();
  expect(await dumpOf(old.db)).toMatch(/canary/i);
  await expect(migrate(old.pool, log)).rejects.toThrow(/not sealed yet: accounts, registrations, .*, mails/);
  const others = { ...keys, encryption: { currentId: 1, keys: new Map([[1, randomBytes(32)]]) } };
  const steps = sealingSteps({ config, log, loadKeys: async () => others })(old);
  await expect(migrate(old.pool, log, steps)).rejects.toThrow('The secrets are not those of this database');
  expect(await dumpOf(old.db)).toMatch(/canary/i);
});

test('a shop of an older version is sealed at the next start, and says all that it said before', async () => {
  const shop = { db: old.db, keys, log, config };
  const steps = sealingSteps({ config, log, loadKeys: async () => keys })(old);
  // Two processes start at once.
  const ran = await Promise.all([migrate(old.pool, log, steps), migrate(old.pool, log, steps)]);
  expect(ran.flat().filter((name) => name === '0041_clear_columns_go')).toHaveLength(1);

  expect(await dumpOf(old.db)).not.toMatch(/canary/i);
  expect(await findAccountId(shop, ' ZOÉ.7@canary.EXAMPLE')).toBe(ids[6]);
  const contact = { email: 'Zoé.7@Canary.example', firstName: 'Canaryfirst7', lastName: 'Canarylast7', locale: 'fr' };
  expect(await readContact(shop, ids[6] ?? '')).toEqual(contact);
  expect((await readEmailChange(shop, second))?.newEmail).toBe('Neu@canary.example');
  const { passkeys } = await readSecondFactors(shop, { accountId: first, role: 'customer' });
  expect(passkeys[0]?.name).toBe('Phone of Canary');
  expect(await readHolderName(shop, ticket)).toBe('Canary One, Canary Three');
  const { receiver_email_sealed: sealed } = await old.db
    .selectFrom('tickets.transfers')
    .select('receiver_email_sealed')
    .executeTakeFirstOrThrow();
  expect(openReceiver(await readDataKey(old.db, keys, first), transfer, sealed ?? '')).toBe('friend@canary.example');
  const buyer = { orderCode: 'AAAAAA', name: 'Canary Buyer', email: 'zoé.1@canary.example' };
  expect(await readOwnBuyers(shop, first)).toEqual([buyer]);
  const mail = { to: 'Zoé.1@Canary.example', subject: 'Canary', text: 'Bonjour Canary', html: '<p>Canary</p>' };
  expect(await keptMails(shop)).toEqual([mail]);
  expect((await readAttachment(shop, 1, 1))?.content.toString()).toBe('Canaryfile');
  const before = await dumpOf(old.db);
  expect(await migrate(old.pool, log, steps)).toEqual([]);
  expect(await dumpOf(old.db)).toBe(before);
});

test('a new key of the index makes every address found again', async () => {
  const added = { currentId: 2, keys: new Map(keys.emailIndex.keys).set(2, randomBytes(32)) };
  const shop = { db: old.db, keys: { ...keys, emailIndex: added }, log };
  expect(await findAccountId(shop, 'zoé.9@canary.example')).toBeUndefined();
  await indexAddresses(shop);
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
