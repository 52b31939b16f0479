import { sql } from 'kysely';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { withTx } from '../../platform/database/database.ts';
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts';
import { eraseAccount } from '../privacy/index.ts';
import { changeRole, disableAccount } from './index.ts';

const shop: TestShop = await startTestShop();
afterAll(() => shop.close());

const admins = async () =>
  shop.db
    .selectFrom('accounts.accounts')
    .select('id')
    .where('role', '=', 'admin')
    .where('status', '=', 'active')
    .execute();
const codeOf = (outcome: object | Refusal): string => (isRefusal(outcome) ? outcome.code : 'done');
const removals = {
  demote: (id: string) => withTx(shop.db, (tx) => changeRole(tx, id, 'controller')),
  disable: (id: string) => withTx(shop.db, (tx) => disableAccount(tx, id)),
  erase: (_id: string, email: string) => eraseAccount(shop.platform, email),
} as const;
const past = (set: string, id: string) => sql`UPDATE accounts.accounts SET ${sql.raw(set)} WHERE id = ${id}`;

let one: { id: string; email: string };
let two: { id: string; email: string };
beforeEach(async () => {
  const before = await admins();
  one = await shop.make.account('admin');
  two = await shop.make.account('admin');
  for (const { id } of before) await past(`role = 'customer'`, id).execute(shop.db);
});

it.each(Object.entries(removals))('two admins who %s one another at once: one stays', async (_name, remove) => {
  const outcomes = await Promise.all([remove(one.id, one.email), remove(two.id, two.email)]);
  expect(outcomes.map(codeOf).toSorted()).toEqual(['done', 'last_admin']);
  expect(await admins()).toHaveLength(1);
  const [left] = await admins();
  const kept = left?.id === one.id ? one : two;
  for (const again of Object.values(removals)) expect(codeOf(await again(kept.id, kept.email))).toBe('last_admin');
  expect(await admins()).toEqual([left]);
});

it.each(["role = 'customer'", "status = 'disabled'", "status = 'closed'"])(
  'past the actions too, the database keeps the last admin: %s',
  async (set) => {
    const outcomes = await Promise.allSettled([past(set, one.id).execute(shop.db), past(set, two.id).execute(shop.db)]);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    const [left] = await admins();
    const alone = left?.id ?? '';
    await expect(past(set, alone).execute(shop.db)).rejects.toThrow('the last admin of the shop stays one');
    const gone = sql`DELETE FROM accounts.accounts WHERE id = ${alone}`.execute(shop.db);
    await expect(gone).rejects.toThrow('the last admin of the shop stays one');
    expect(await admins()).toEqual([left]);
  },
);
