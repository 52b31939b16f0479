import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommandFile } from '../../../test/command.ts';
import { buyTicket } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { makeOwnKeys } from '../../../test/own-keys.ts';
import { type KeyRing, loadKeyRing } from '../../platform/keys/key-ring.ts';
import { createLogger } from '../../platform/log.ts';
import { requireOwnSecrets } from '../../require-own-secrets.ts';
import { auditFingerprintsJob } from './audit-jobs.ts';
import { auditFingerprints, ticketsModule } from './index.ts';

let shop: TestShop;
let ticketIds: string[];

beforeAll(async () => {
  shop = await startTestShop();
  const session = await shop.make.session();
  const bought = [await buyTicket(shop, session), await buyTicket(shop, session), await buyTicket(shop, session)];
  ticketIds = bought.map(({ ticket }) => ticket.id).sort();
});
afterAll(() => shop.close());

const tickets = () => shop.db.updateTable('tickets.tickets');
const audit = () => runCommandFile('tickets-audit', { DATABASE_URL: shop.databaseUrl, OG_DATA_DIR: shop.keysDir });

/** A row as it was, with a change while `work` runs. */
async function planted(id: string, change: Record<string, unknown>, work: () => Promise<void>): Promise<void> {
  const row = await shop.db
    .selectFrom('tickets.tickets')
    .select(['fingerprint', 'places', 'generation', 'pepper_id', 'ticket_key_sealed'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await tickets().set(change).where('id', '=', id).execute();
  try {
    await work();
  } finally {
    await tickets().set(row).where('id', '=', id).execute();
  }
}

test('all is well', async () => {
  expect(await auditFingerprints(shop.platform)).toEqual({ checked: 3, wrong: [] });
  expect(await audit()).toEqual({
    code: 0,
    out: '3 tickets checked, 0 whose keys do not make their fingerprint.\n',
    error: '',
  });
});

test('every change to what a code says is found, by the ticket’s id only', async () => {
  const [id = ''] = ticketIds;
  const changes = [
    { fingerprint: Buffer.alloc(8) },
    { places: 2 },
    { generation: 9 },
    { pepper_id: 200 },
    { ticket_key_sealed: 'AAAA' },
  ];
  for (const change of changes) {
    await planted(id, change, async () => {
      expect(await auditFingerprints(shop.platform)).toEqual({ checked: 3, wrong: [id] });
    });
  }
  await planted(id, { fingerprint: Buffer.alloc(8) }, async () => {
    const { code, out } = await audit();
    expect(code).toBe(1);
    // The log and the report take different ways to the same output: either may come first.
    const lines = out.trimEnd().split('\n');
    const logged = lines.find((line) => line.startsWith('{'));
    expect(JSON.parse(logged ?? '')).toMatchObject({ ticketIds: [id] });
    expect(lines.filter((line) => line !== logged)).toEqual([
      '3 tickets checked, 1 whose keys do not make their fingerprint.',
      `  ${id}`,
    ]);
  });
});

test('it runs each night and logs at error level', async () => {
  const lines: string[] = [];
  const log = Object.assign(createLogger('silent'), { error: (fields: object) => lines.push(JSON.stringify(fields)) });
  const { jobs = [], cron = [] } = ticketsModule({ ...shop.platform, log });
  const { name } = auditFingerprintsJob;
  expect(cron.find((item) => item.name === name)?.match).toBe('41 3 * * *');
  const job = jobs.find((item) => item.name === name);
  await planted(ticketIds[1] ?? '', { generation: 2 }, async () => job?.run({}));
  expect(lines).toEqual([JSON.stringify({ ticketIds: [ticketIds[1]] })]);
});

test('a shop with other secrets does not start; one damaged ticket does not keep it closed', async () => {
  await expect(requireOwnSecrets(shop.platform)).resolves.toBeUndefined();
  const { keysDir, drop } = await makeOwnKeys();
  const others = await loadKeyRing({ dataDir: keysDir, files: {}, generate: false });
  const { keys, db, config } = shop.platform;
  const start = (change: Partial<KeyRing>) => requireOwnSecrets({ db, config, keys: { ...keys, ...change } });
  await expect(start({ encryption: others.encryption })).rejects.toThrow(
    /^The secrets are not those of this database \(TICKET_ENCRYPTION_KEY_FILE does not open the keys\): put back .*\.$/,
  );
  await expect(start({ peppers: others.peppers })).rejects.toThrow('TICKET_HMAC_KEY_FILE does not make the tickets');
  await planted(ticketIds[2] ?? '', { fingerprint: Buffer.alloc(8) }, () => start({}));
  await drop();
});

test('the start command says so in one sentence', async () => {
  const { keysDir, drop } = await makeOwnKeys();
  const { code, error } = await runCommandFile('../main', {
    DATABASE_URL: shop.databaseUrl,
    OG_DATA_DIR: keysDir,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'fatal',
  });
  expect(code).toBe(1);
  expect(error).toMatch(/^\n {2}OG-Tickets cannot start\. The secrets are not those of this database .*\.\n\n$/);
  await drop();
});
