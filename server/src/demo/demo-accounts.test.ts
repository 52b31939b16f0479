import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestShop, type TestShop } from '../../test/harness.ts';
import { passwordHasher } from '../modules/accounts/password-hasher.ts';
import { isRefusal } from '../platform/http/refusal.ts';
import type { Platform } from '../platform/platform.ts';
import { ensureDemoAccounts, requireNoDemoAccounts } from './demo-accounts.ts';

let shop: TestShop;
let dataDir: string;
let platform: Platform;

beforeAll(async () => {
  shop = await startTestShop();
  // What a flood of logins of an earlier file asked for is hashed in this process still, and a full queue refuses.
  const hasRoom = async () => (isRefusal(await passwordHasher.verify('', null)) ? null : true);
  await shop.make.until(hasRoom, 'passwords of earlier files are hashed');
});
afterAll(() => shop.close());
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'og-tickets-demo-'));
  platform = { ...shop.platform, config: { ...shop.platform.config, dataDir } };
});
afterEach(async () => {
  await emptyDatabase();
  await rm(dataDir, { recursive: true });
});

async function emptyDatabase(): Promise<void> {
  // Row by row the last admin could not be deleted.
  await sql`TRUNCATE accounts.accounts CASCADE`.execute(shop.db);
}

describe('the demo accounts', () => {
  it('are one of each role, with passwords of their own that open them', async () => {
    const accounts = await ensureDemoAccounts(platform);
    expect(accounts.map(({ role }) => role)).toEqual(['customer', 'controller', 'admin']);
    expect(new Set(accounts.map(({ password }) => password)).size).toBe(3);
    for (const { role, email, password } of accounts) {
      expect(password).toMatch(/^([a-z]{4}-){4}[a-z]{4}$/);
      const answer = await shop.client().post<{ user: { role: string } }>('/auth/login', { email, password });
      expect([answer.status, answer.body.user.role]).toEqual([200, role]);
    }
  });

  it('keep a real shop from starting on their database', async () => {
    await expect(requireNoDemoAccounts(platform)).resolves.toBeUndefined();
    await ensureDemoAccounts(platform);
    await expect(requireNoDemoAccounts(platform)).rejects.toThrow('holds the accounts of a demonstration');
  });

  it('are kept where only their owner reads, and are the same at the next start', async () => {
    const first = await ensureDemoAccounts(platform);
    const path = join(dataDir, 'demo-accounts.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(first);
    expect(await ensureDemoAccounts(platform)).toEqual(first);
  });

  it('come back with the same passwords in an emptied database, and with others in another data folder', async () => {
    const first = await ensureDemoAccounts(platform);
    await emptyDatabase();
    expect(await ensureDemoAccounts(platform)).toEqual(first);
    const { email = '', password = '' } = first[0] ?? {};
    expect((await shop.client().post('/auth/login', { email, password })).status).toBe(200);
    await emptyDatabase();
    await rm(join(dataDir, 'demo-accounts.json'));
    const others = await ensureDemoAccounts(platform);
    for (const [index, { password: other }] of others.entries()) expect(other).not.toBe(first[index]?.password);
  });

  it('stay as they are when the database has them already', async () => {
    const first = await ensureDemoAccounts(platform);
    await rm(join(dataDir, 'demo-accounts.json'));
    expect(await ensureDemoAccounts(platform)).toEqual([]);
    await expect(stat(join(dataDir, 'demo-accounts.json'))).rejects.toThrow('ENOENT');
    const changed = first.map((account) => ({ ...account, password: 'bako-tumi-resa-dolu-nifa' }));
    await writeFile(join(dataDir, 'demo-accounts.json'), JSON.stringify(changed));
    expect(await ensureDemoAccounts(platform)).toEqual([]);
    const { email = '', password = '' } = first[2] ?? {};
    expect((await shop.client().post('/auth/login', { email, password })).status).toBe(200);
  });

  it('are the same for processes that start at once', async () => {
    const starts = await Promise.all([1, 2, 3].map(() => ensureDemoAccounts(platform)));
    expect(starts[0]).toHaveLength(3);
    expect(starts[1]).toEqual(starts[0]);
    expect(starts[2]).toEqual(starts[0]);
  });

  it.each(['', '{}', '[{"role":"owner","email":"a","password":"b"}]'])('refuse a file that holds %j', async (text) => {
    await writeFile(join(dataDir, 'demo-accounts.json'), text);
    await expect(ensureDemoAccounts(platform)).rejects.toThrow('demo-accounts.json is not what the demo wrote');
  });
});
