import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeAccount } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf } from '../../../test/mails.ts';
import { type Processes, startProcesses } from '../../../test/processes.ts';

let shop: TestShop;
let others: Processes;
let urls: string[];
beforeAll(async () => {
  shop = await startTestShop();
  others = await startProcesses(shop, 2, { LOG_LEVEL: 'fatal' });
  urls = [shop.url, ...others.urls];
}, 60_000);
afterAll(async () => {
  await others.stop();
  await shop.close();
});
afterEach(() => sql`DELETE FROM accounts.tries`.execute(shop.db));

const cookie = 'og_refresh';

/** Sends a refresh token to one of the three processes. Returns the next one, or null when it was refused. */
async function refresh(token: string, processIndex = 0): Promise<string | null> {
  const browser = new Client(urls[processIndex % urls.length] ?? '');
  browser.cookies.set(cookie, token);
  const { status } = await browser.post('/auth/refresh');
  expect([200, 401]).toContain(status);
  return status === 200 ? (browser.cookies.get(cookie) ?? null) : null;
}

async function newLogin(account: MadeAccount): Promise<string> {
  const browser = await shop.make.login(account);
  return browser.cookies.get(cookie) ?? '';
}

/** Lets so many seconds pass for the used tokens of a login of this account. */
async function pass(account: MadeAccount, seconds: number): Promise<void> {
  await sql`UPDATE accounts.refresh_tokens SET used_at = used_at - make_interval(secs => ${seconds})
    FROM accounts.logins l WHERE l.id = login_id AND l.account_id = ${account.id}`.execute(shop.db);
}

it('two tabs that send the same token 200 times at once, to three processes, stay logged in', async () => {
  const account = await shop.make.account();
  const token = await newLogin(account);
  const given = await Promise.all(Array.from({ length: 200 }, (_, index) => refresh(token, index)));
  expect(given.filter((next) => next === null)).toEqual([]);
  expect(new Set(given).size).toBe(200);
  expect(await refresh(given[77] ?? '')).not.toBeNull();
});

it('a used token that comes again after ten seconds ends the family everywhere within a second, and the owner is told', async () => {
  const account = await shop.make.account();
  const browser = await shop.make.login(account);
  const copied = browser.cookies.get(cookie) ?? '';
  const next = await refresh(copied);
  const elsewhere = urls.map((url) => {
    const client = new Client(url);
    client.accessToken = browser.accessToken;
    return client;
  });
  for (const client of elsewhere) expect((await client.get('/me')).status).toBe(200);
  await pass(account, 11);
  expect(await refresh(copied, 1)).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  for (const client of elsewhere) expect((await client.get('/me')).status).toBe(401);
  expect(await refresh(next ?? '')).toBeNull();
  const [mail] = await mailsOf(shop, account.email, 1);
  expect(mail?.subject).toBe('Une connexion à votre compte OG-Tickets a été fermée');
});

type Step =
  | { kind: 'refresh'; which: number; process: number }
  | { kind: 'pass'; seconds: number }
  | { kind: 'logout'; which: number }
  | { kind: 'together'; which: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('refresh' as const), which: fc.nat(), process: fc.nat(2) }) },
    {
      weight: 3,
      // Their sums stay seconds away from ten: the time that the run itself takes counts too.
      arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.constantFrom(6, 12, 42) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('logout' as const), which: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('together' as const), which: fc.nat() }) },
  ),
  { minLength: 1, maxLength: 25 },
);

/** What a family of tokens must do: a token is good until it was used for longer than ten seconds, then all of them die. */
class Family {
  readonly tokens: { token: string; usedAtSeconds: number | null }[];
  open = true;
  nowSeconds = 0;

  constructor(first: string) {
    this.tokens = [{ token: first, usedAtSeconds: null }];
  }

  pick(which: number): { token: string; usedAtSeconds: number | null } {
    const picked = this.tokens[which % this.tokens.length];
    if (picked === undefined) throw new Error('a family has a token');
    return picked;
  }

  /** Uses a token; returns whether it must be good. */
  use(which: number): boolean {
    const used = this.pick(which);
    if (!this.open) return false;
    if (used.usedAtSeconds !== null && this.nowSeconds - used.usedAtSeconds > 10) {
      this.open = false;
      return false;
    }
    used.usedAtSeconds ??= this.nowSeconds;
    return true;
  }
}

async function take(step: Step, family: Family, account: MadeAccount): Promise<void> {
  switch (step.kind) {
    case 'pass':
      family.nowSeconds += step.seconds;
      return pass(account, step.seconds);
    case 'logout': {
      const browser = shop.client();
      browser.cookies.set(cookie, family.pick(step.which).token);
      expect((await browser.post('/auth/logout')).status).toBe(204);
      family.open = false;
      return;
    }
    case 'refresh': {
      const good = family.use(step.which);
      const next = await refresh(family.pick(step.which).token, step.process);
      expect(next !== null).toBe(good);
      if (next !== null) family.tokens.push({ token: next, usedAtSeconds: null });
      return;
    }
    case 'together': {
      const good = family.use(step.which);
      const { token } = family.pick(step.which);
      const given = await Promise.all([0, 1, 2].map((index) => refresh(token, index)));
      for (const next of given) {
        expect(next !== null).toBe(good);
        if (next !== null) family.tokens.push({ token: next, usedAtSeconds: null });
      }
    }
  }
}

it('whatever is done with the tokens of a family, in whatever order, it lives and dies as it must', async () => {
  const account = await shop.make.account();
  const property = fc.asyncProperty(steps, async (taken) => {
    // Nothing of an earlier run of this account may be aged along.
    await sql`DELETE FROM accounts.logins WHERE account_id = ${account.id}`.execute(shop.db);
    const family = new Family(await newLogin(account));
    for (const step of taken) await take(step, family, account);
    const { rows } = await sql<{ open: boolean }>`
      SELECT ended_at IS NULL AS open FROM accounts.logins WHERE account_id = ${account.id}`.execute(shop.db);
    expect(rows).toEqual([{ open: family.open }]);
  });
  await fc.assert(property, { seed: inject('seed'), numRuns: 60, endOnFailure: false });
}, 120_000);
