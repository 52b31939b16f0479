import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** A login that waits for its second factor. */
export interface LoginChallenge {
  accountId: string;
  passwordHash: string;
}

export async function insertLoginChallenge(tx: Tx, challenge: LoginChallenge & { tokenHash: Buffer }): Promise<void> {
  await tx
    .insertInto('accounts.login_challenges')
    .values({
      token_hash: challenge.tokenHash,
      account_id: challenge.accountId,
      password_hash: challenge.passwordHash,
      expires_at: sql`now() + make_interval(secs => ${limits.mfaChallengeSeconds})`,
    })
    .execute();
}

/**
 * The login that a token stands for. Undefined once it is used or over, or when the account
 * was disabled or its password changed since.
 */
export async function findLoginChallenge(db: Db, tokenHash: Buffer): Promise<LoginChallenge | undefined> {
  return db
    .selectFrom('accounts.login_challenges as c')
    .innerJoin('accounts.accounts as a', 'a.id', 'c.account_id')
    .select(['a.id as accountId', 'a.password_hash as passwordHash'])
    .where('c.token_hash', '=', tokenHash)
    .where('c.expires_at', '>', sql<Date>`now()`)
    .where('a.status', '=', 'active')
    .whereRef('a.password_hash', '=', 'c.password_hash')
    .executeTakeFirst();
}

/** Uses a token up: of many that bring it at once exactly one gets true. */
export async function takeLoginChallenge(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('accounts.login_challenges')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Logins that nobody finished, and what authenticators were asked in vain. */
export async function deleteExpiredChallenges(tx: Tx): Promise<void> {
  await tx.deleteFrom('accounts.login_challenges').where('expires_at', '<', sql<Date>`now()`).execute();
  await tx.deleteFrom('accounts.passkey_challenges').where('expires_at', '<', sql<Date>`now()`).execute();
}
