import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { connect } from '../../platform/database/database.ts';
import { LoginStates } from './login-states.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

/** A new login; `disable` ends its account behind the server's back. */
async function newLogin(): Promise<{ loginId: string; accountId: string; disable: () => Promise<unknown> }> {
  const account = await shop.make.account();
  await shop.make.login(account);
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM accounts.logins WHERE account_id = ${account.id}`.execute(shop.db);
  const disable = () => sql`UPDATE accounts.accounts SET status = 'disabled' WHERE id = ${account.id}`.execute(shop.db);
  return { loginId: rows[0]?.id ?? '', accountId: account.id, disable };
}

function statesAt(clock: { nowMs: number }): LoginStates {
  return new LoginStates({ ...shop.platform, clock: { nowMs: () => clock.nowMs } });
}

describe('LoginStates', () => {
  it('remembers for less than a second and asks again when the clock goes back', async () => {
    const { loginId, accountId, disable } = await newLogin();
    const clock = { nowMs: 5_000 };
    const states = statesAt(clock);
    const open = {
      accountId,
      role: 'customer',
      tokenVersion: 0,
      hasTotp: false,
      hasPasskey: false,
      hasRecoveryCode: false,
      provedFactor: false,
      steppedUp: true,
    };
    expect(await states.read(loginId)).toEqual(open);
    await disable();
    clock.nowMs = 5_999;
    expect(await states.read(loginId)).toEqual(open);
    clock.nowMs = 6_000;
    expect(await states.read(loginId)).toBeNull();
    clock.nowMs = 5_500;
    await sql`UPDATE accounts.accounts SET status = 'active' WHERE id = ${accountId}`.execute(shop.db);
    // Two changes of status: tokens of before stay outdated.
    expect(await states.read(loginId)).toEqual({ ...open, tokenVersion: 2 });
  });

  it('forgets what this process has ended', async () => {
    const { loginId, disable } = await newLogin();
    const states = statesAt({ nowMs: 5_000 });
    expect(await states.read(loginId)).not.toBeNull();
    await disable();
    states.forget(loginId);
    expect(await states.read(loginId)).toBeNull();
  });

  it('keeps no failed answer', async () => {
    const { loginId } = await newLogin();
    const unreachable = await connect(shop.databaseUrl, { maxConnections: 1 });
    await unreachable.close();
    const platform = { ...shop.platform, db: unreachable.db, clock: { nowMs: () => 5_000 } };
    const states = new LoginStates(platform);
    await expect(states.read(loginId)).rejects.toThrow();
    platform.db = shop.db;
    expect(await states.read(loginId)).not.toBeNull();
  });

  it('remembers at most so many and drops the oldest', async () => {
    const [first, second] = [await newLogin(), await newLogin()];
    const states = new LoginStates({ ...shop.platform, clock: { nowMs: () => 5_000 } }, 2);
    await states.read(first.loginId);
    await states.read(second.loginId);
    await Promise.all([first.disable(), second.disable()]);
    expect(await states.read(first.loginId)).not.toBeNull();
    await states.read('00000000-0000-4000-8000-000000000000');
    expect(await states.read(second.loginId)).not.toBeNull();
    expect(await states.read(first.loginId)).toBeNull();
  });
});
