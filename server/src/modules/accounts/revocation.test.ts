import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeAccount } from '../../../test/factory.ts';
import { enrolTotp, forgetUsedCodes, renewToken } from '../../../test/factors.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { type Processes, startProcesses } from '../../../test/processes.ts';

const processes = 3;
/** For so long a process may still believe what it was told. */
const staleMs = 1_000;

let shop: TestShop;
let others: Processes;
let urls: string[];
beforeAll(async () => {
  shop = await startTestShop();
  others = await startProcesses(shop, processes, { LOG_LEVEL: 'fatal' });
  urls = others.urls;
}, 120_000);
afterAll(async () => {
  await others.stop();
  await shop.close();
});

/** The same browser in front of each process. */
function everywhere(browser: Client): Client[] {
  return urls.map((url) => {
    const copy = new Client(url);
    copy.accessToken = browser.accessToken;
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    return copy;
  });
}

async function statuses(clients: readonly Client[]): Promise<number[]> {
  return Promise.all(clients.map(async (client) => (await client.get('/me')).status));
}

const setColumn = (column: 'status' | 'role', value: string) => async (account: MadeAccount) => {
  await sql`UPDATE accounts.accounts SET ${sql.ref(column)} = ${value} WHERE id = ${account.id}`.execute(shop.db);
};

describe.each<[string, (account: MadeAccount, browser: Client) => Promise<unknown>, refresh: number]>([
  ['a logout', (_account, browser) => browser.post('/auth/logout'), 401],
  ['disabling the account', setColumn('status', 'disabled'), 401],
  ['a change of role', setColumn('role', 'controller'), 200],
  [
    'a disabling that was taken back',
    async (account) => {
      await setColumn('status', 'disabled')(account);
      await setColumn('status', 'active')(account);
    },
    200,
  ],
  ['a new second factor', async (_account, browser) => enrolTotp(browser), 200],
  [
    'a change of password elsewhere',
    async (account) => {
      const elsewhere = await shop.make.login(account);
      const next = 'une phrase que personne ne devine';
      const changed = await elsewhere.post('/auth/password/change', { current: account.password, next });
      expect(changed.status).toBe(204);
    },
    401,
  ],
])('%s', (_what, end, refreshStatus) => {
  it('ends the access token on every process within a second, and the refresh token where the login is over', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const clients = everywhere(browser);
    expect(await statuses(clients)).toEqual([200, 200, 200]);
    await end(account, browser);
    await new Promise((resolve) => setTimeout(resolve, staleMs));
    expect(await statuses(clients)).toEqual([401, 401, 401]);
    // The one with the newest cookie: a change of factors renewed it.
    const [anywhere = browser] = everywhere(browser);
    if (anywhere.cookies.size === 0)
      for (const [name, value] of clients[0]?.cookies ?? []) anywhere.cookies.set(name, value);
    anywhere.accessToken = null;
    expect((await anywhere.post('/auth/refresh')).status).toBe(refreshStatus);
  });
});

describe('a proof of who is there', () => {
  it('is good at once on the other processes, and a token made by one of them too', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const { app } = await enrolTotp(browser);
    await forgetUsedCodes(shop, account);
    await sql`UPDATE accounts.logins SET step_up_at = NULL WHERE account_id = ${account.id}`.execute(shop.db);
    const clients = everywhere(browser);
    expect(await statuses(clients)).toEqual([200, 200, 200]);
    const [first, second, third] = clients;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no processes');
    expect((await second.post('/me/recovery-codes')).status).toBe(403);
    expect((await first.post('/auth/step-up', { code: app.code() })).status).toBe(200);
    expect((await second.post('/me/recovery-codes')).status).toBe(201);
    // That changed the version of the account's tokens: the third process has not heard of it.
    await renewToken(second);
    third.accessToken = second.accessToken;
    expect((await third.get('/me')).status).toBe(200);
  });
});
