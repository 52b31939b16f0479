import { sql } from 'kysely';
import { signAccessToken } from '../../server/src/modules/accounts/access-token.ts';
import { addAccount } from '../../server/src/modules/accounts/actions/add-account.ts';
import { withTx } from '../../server/src/platform/database/database.ts';
import { uuidv7 } from '../../server/src/platform/keys/random.ts';
import type { BenchShop } from './bench-shop.ts';

/** Many accounts with one password, each with a login; the tokens last eight minutes. */
export interface Accounts {
  emails: string[];
  password: string;
  tokens: string[];
}

/** Makes accounts that share the hash of one password: hashing a thousand would take longer than the benchmark. */
export async function makeAccounts(
  shop: BenchShop,
  count: number,
  role: 'customer' | 'controller' = 'customer',
): Promise<Accounts> {
  const { platform, db } = shop;
  const original = await shop.factory().account();
  const { password_hash: passwordHash } = await db
    .selectFrom('accounts.accounts')
    .select('password_hash')
    .where('id', '=', original.id)
    .executeTakeFirstOrThrow();
  const emails = Array.from({ length: count }, () => `bench-${uuidv7()}@example.org`);
  const person = { firstName: 'Ana', lastName: 'Martín', locale: 'fr', role, active: true } as const;
  const ids = await withTx(db, async (tx) => {
    const made: string[] = [];
    for (const email of emails) made.push((await addAccount(tx, platform.keys, { ...person, email, passwordHash })).id);
    return made;
  });
  const loginIds = ids.map(() => uuidv7());
  await sql`
    INSERT INTO accounts.logins (id, account_id, user_agent, expires_at)
    SELECT id, account_id, 'bench', now() + interval '1 hour'
    FROM unnest(${loginIds}::uuid[], ${ids}::uuid[]) AS given (id, account_id)`.execute(db);
  const tokens = await Promise.all(
    ids.map((accountId, index) =>
      signAccessToken(platform, { accountId, loginId: loginIds[index] ?? '', role, version: 0 }),
    ),
  );
  return { emails, password: original.password, tokens };
}
