import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Client } from '../client.ts';
import type { MadeAccount, MadeSession } from '../factory.ts';
import { enrolTotp } from '../factors.ts';
import type { TestShop } from '../harness.ts';

/** Somebody who may try a route. */
export interface Person {
  account: MadeAccount;
  browser: Client;
}

/** A shop that is no demo, with one session on sale and somebody of each kind. */
export interface World {
  shop: TestShop;
  session: MadeSession;
  other: Person;
  admin: Person;
  controller: Person;
  /** Everybody who is refused somewhere, by name. */
  principals: Record<Principal, Client>;
  /** A new customer, logged in. */
  person(): Promise<Person>;
}

/** The owner of what an example names is the eleventh: each example brings their own. */
export const principalNames = [
  'anonymous',
  'unactivated',
  'other customer',
  'assigned controller',
  'unassigned controller',
  'admin without MFA',
  'admin',
  'disabled',
  'expired',
  'revoked',
] as const;
export type Principal = (typeof principalNames)[number];

/** Whose tokens are worth nothing, whatever the route. */
export const nobodies: readonly Principal[] = ['unactivated', 'disabled', 'expired', 'revoked'];

export async function makeWorld(shop: TestShop): Promise<World> {
  const person = async (
    role: 'customer' | 'controller' | 'admin' = 'customer',
    options?: { posted: boolean },
  ): Promise<Person> => {
    const account = await shop.make.account(role, options);
    return { account, browser: await shop.make.login(account) };
  };
  const staff = async (role: 'controller' | 'admin', options?: { posted: boolean }): Promise<Person> => {
    const one = await person(role, options);
    await enrolTotp(one.browser);
    return one;
  };
  const [other, admin, controller, colleague] = [
    await person(),
    await staff('admin'),
    await staff('controller'),
    await staff('controller', { posted: false }),
  ];
  const unproved = await person('admin');
  const [unactivated, disabled, revoked] = [await person(), await person(), await person()];
  const setStatus = (one: Person, status: string) =>
    sql`UPDATE accounts.accounts SET status = ${status} WHERE id = ${one.account.id}`.execute(shop.db);
  await setStatus(unactivated, 'unactivated');
  await setStatus(disabled, 'disabled');
  await sql`UPDATE accounts.logins SET ended_at = now(), ended_because = 'logout'
    WHERE account_id = ${revoked.account.id}`.execute(shop.db);
  // What each process may still believe for a second.
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  shop.platform.config.demo = false;
  return {
    shop,
    session: await shop.make.session({ placesPerAccount: 50 }),
    other,
    admin,
    controller,
    person: () => person(),
    principals: {
      anonymous: shop.client(),
      unactivated: unactivated.browser,
      'other customer': other.browser,
      'assigned controller': controller.browser,
      'unassigned controller': colleague.browser,
      'admin without MFA': unproved.browser,
      admin: admin.browser,
      disabled: disabled.browser,
      expired: await expired(shop, await person()),
      revoked: revoked.browser,
    },
  };
}

/** A browser whose access token ended a second ago. */
async function expired(shop: TestShop, { account }: Person): Promise<Client> {
  const { signAccessToken } = await import('../../src/modules/accounts/access-token.ts');
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM accounts.logins WHERE account_id = ${account.id}`.execute(shop.db);
  const clock = { nowMs: () => Date.now() - 481_000 };
  const browser = new Client(shop.url);
  const claims = { accountId: account.id, loginId: rows[0]?.id ?? '', role: 'customer', version: 0 } as const;
  browser.accessToken = await signAccessToken({ keys: shop.platform.keys, clock }, claims);
  return browser;
}

/** A value of the same shape that names nothing. */
export function strangersValue(value: string): string {
  if (/^[0-9a-f-]{36}$/.test(value)) return randomUUID();
  return /^[A-Z0-9]{6}$/.test(value) ? 'ZZZZZZ' : value.replaceAll(/\w/g, 'x');
}
