import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fingerprint } from '@og-tickets/contract/rules/ticket-code/fingerprint.ts';
import { deriveTag } from '../../server/src/modules/tickets/rules/mint-code.ts';
import { randomBytes, uuidv7 } from '../../server/src/platform/keys/random.ts';
import { open, opens, seal } from '../../server/src/platform/keys/seal.ts';
import type { TestShop } from '../../server/test/harness.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';
import { openHolders, sealHolders } from '../../server/src/modules/tickets/personal-data.ts';
import { openDataKey, sealPerson } from '../../server/src/modules/accounts/personal-data.ts';

// C39: no nonce repeats, no sealed key opens in another row or column, and the key-encryption key is rotated while every
// read succeeds. The readers check each ticket's fingerprint, so that a wrong key counts as a failed read.

const seals = numberOption('seals', 1_000_000);
const rows = numberOption('rows', 100_000);
const swaps = 10_000;
const readers = 4;
const patienceMs = numberOption('minutes', 10) * 60_000;
const ticketsPerAccount = 4;
const insertedAtOnce = 500;
const nonceFrom = 2;
const nonceTo = 14;

function nonces(shop: TestShop): Finding[] {
  const { keys } = shop.platform;
  const [id, secret] = [uuidv7(), randomBytes(32)];
  const seen = new Set<string>();
  const halves = new Set<string>();
  for (let made = 0; made < seals; made += 1) {
    const nonce = Buffer.from(seal(keys, 'user', id, secret), 'base64')
      .subarray(nonceFrom, nonceTo)
      .toString('latin1');
    seen.add(nonce);
    halves.add(nonce.slice(0, 3));
  }
  return [
    { name: 'no nonce repeats', passed: seen.size === seals, figures: { seals, repeated: seals - seen.size } },
    {
      name: 'control: nonces of 3 bytes would repeat',
      passed: halves.size < seals,
      figures: { seals, repeated: seals - halves.size },
    },
  ];
}

function movedKeys(shop: TestShop): Finding[] {
  const { keys } = shop.platform;
  let [opened, own] = [0, 0];
  for (let made = 0; made < swaps; made += 1) {
    const [row, other] = [uuidv7(), uuidv7()];
    const scope = made % 2 === 0 ? 'user' : 'tick';
    const sealed = seal(keys, scope, row, randomBytes(32));
    if (opens(keys, scope, row, sealed)) own += 1;
    if (opens(keys, scope, other, sealed)) opened += 1;
    if (opens(keys, scope === 'user' ? 'tick' : 'user', row, sealed)) opened += 1;
  }
  return [
    { name: 'no key opens in another row or column', passed: opened === 0, figures: { moves: swaps * 2, opened } },
    { name: 'control: each opens in its own', passed: own === swaps, figures: { keys: swaps, opened: own } },
  ];
}

/** Fills the database: one account for four tickets, `count` rows with sealed keys in all. Returns the tickets' ids. */
async function fill(shop: TestShop, count: number): Promise<string[]> {
  const { keys } = shop.platform;
  const session = await shop.make.session();
  const accounts = Math.floor(count / (ticketsPerAccount + 1));
  const pepper = keys.peppers.keys.get(keys.peppers.currentId) ?? Buffer.alloc(0);
  const ids: string[] = [];
  for (let made = 0; made < accounts; made += insertedAtOnce) {
    const people = Array.from({ length: Math.min(insertedAtOnce, accounts - made) }, () => {
      const id = uuidv7();
      return { id, userKey: randomBytes(32), dataKey: randomBytes(32) };
    });
    await shop.db
      .insertInto('accounts.accounts')
      .values(
        people.map(({ id, userKey, dataKey }) => ({
          id,
          email_key: `${id}@example.org`,
          password_hash: '',
          locale: 'fr',
          user_key_sealed: seal(keys, 'user', id, userKey),
          data_key_sealed: seal(keys, 'data', id, dataKey),
          ...sealPerson(keys, dataKey, id, { email: `${id}@example.org`, firstName: 'A', lastName: 'B' }),
          terms_version: '1',
        })),
      )
      .execute();
    const tickets = people.flatMap(({ id: accountId, userKey, dataKey }) =>
      Array.from({ length: ticketsPerAccount }, (_, unit) => {
        const [id, ticketKey] = [uuidv7(), randomBytes(32)];
        const head = { kid: 1, sessionNumber: session.id, ticketId: id, generation: 1, places: 1, flags: 0 };
        return {
          id,
          session_id: session.id,
          order_id: accountId,
          order_line: 1,
          unit: unit + 1,
          account_id: accountId,
          category: 'A',
          offer: 'solo',
          places: 1,
          holders_sealed: sealHolders(dataKey, id, ['A B']),
          ticket_key_sealed: seal(keys, 'tick', id, ticketKey),
          pepper_id: keys.peppers.currentId,
          fingerprint: Buffer.from(fingerprint(id, deriveTag({ userKey, ticketKey, pepper, head }))),
        };
      }),
    );
    for (let at = 0; at < tickets.length; at += insertedAtOnce) {
      await shop.db
        .insertInto('tickets.tickets')
        .values(tickets.slice(at, at + insertedAtOnce))
        .execute();
    }
    ids.push(...tickets.map(({ id }) => id));
  }
  return ids;
}

/** Reads both keys of a ticket and its name as the shop does and makes its fingerprint; throws when that fails. */
async function readTicket({ db, platform }: TestShop, id: string): Promise<void> {
  const { keys } = platform;
  const row = await db
    .selectFrom('tickets.tickets as ticket')
    .innerJoin('accounts.accounts as account', 'account.id', 'ticket.account_id')
    .select(['ticket.session_id', 'ticket.account_id', 'ticket.ticket_key_sealed', 'ticket.pepper_id'])
    .select(['ticket.fingerprint', 'account.user_key_sealed', 'account.data_key_sealed', 'ticket.holders_sealed'])
    .where('ticket.id', '=', id)
    .executeTakeFirstOrThrow();
  const userKey = open(keys, 'user', row.account_id, row.user_key_sealed);
  const ticketKey = open(keys, 'tick', id, row.ticket_key_sealed);
  const pepper = keys.peppers.keys.get(row.pepper_id) ?? Buffer.alloc(0);
  const head = { kid: 1, sessionNumber: row.session_id, ticketId: id, generation: 1, places: 1, flags: 0 };
  if (!row.fingerprint.equals(fingerprint(id, deriveTag({ userKey, ticketKey, pepper, head })))) {
    throw new Error('another fingerprint');
  }
  const dataKey = openDataKey(keys, { id: row.account_id, data_key_sealed: row.data_key_sealed });
  if (openHolders(dataKey, { id, holders_sealed: row.holders_sealed })[0] !== 'A B') throw new Error('another name');
}

async function rotation(shop: TestShop): Promise<Finding[]> {
  const ids = await fill(shop, rows);
  const before = shop.platform.keys.encryption.currentId;
  let [reads, failed] = [0, 0];
  const rotated = new AbortController();
  const read = async (): Promise<void> => {
    while (!rotated.signal.aborted) {
      reads += 1;
      await readTicket(shop, ids[Math.floor(Math.random() * ids.length)] ?? '').catch(() => {
        failed += 1;
      });
    }
  };
  const reading = Promise.all(Array.from({ length: readers }, read));
  const startedMs = performance.now();
  const env = { ...process.env, OG_DATA_DIR: shop.keysDir, DATABASE_URL: shop.databaseUrl };
  const command = new URL('../../server/src/commands/keys-rotate-encryption.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [command], { env, timeout: patienceMs });
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  rotated.abort();
  await reading;
  const left = await shop.db
    .selectFrom('tickets.tickets')
    .select('ticket_key_sealed as sealed')
    .execute()
    .then((all) => all.filter(({ sealed }) => Buffer.from(sealed, 'base64')[1] === before).length);
  const figures = { rows, seconds, reads, failed, left, said: stdout.trim().split('\n').at(-1) };
  const withoutOld = { ...shop.platform.keys, encryption: { currentId: 0, keys: new Map<number, Buffer>() } };
  const lost = await readTicket({ ...shop, platform: { ...shop.platform, keys: withoutOld } }, ids[0] ?? '').then(
    () => false,
    () => true,
  );
  return [
    { name: 'rotation online', passed: failed === 0 && left === 0 && reads > 1_000, figures },
    { name: 'control: a read without the key fails', passed: lost, figures: {} },
  ];
}

const shop = await openProofShop();
try {
  report('C39', [...nonces(shop), ...movedKeys(shop), ...(await rotation(shop))]);
} finally {
  await shop.close();
}
