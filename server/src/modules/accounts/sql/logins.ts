import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { DeviceName } from '../rules/device-name.ts';

const endOfLife = sql<Date>`now() + make_interval(days => ${sql.lit(limits.refreshTokenDays)})`;
const longestLife = sql`make_interval(days => ${sql.lit(limits.loginDays)})`;

/**
 * Opens a login for an account that is active and still has this password hash. Returns whether it did: between the
 * check of the password and now, the account may have been disabled or its password changed. Who is there is proved for
 * the next minutes; `secondFactor`: by a second factor.
 */
export async function insertLogin(
  tx: Tx,
  login: { id: string; accountId: string; passwordHash: string; device: DeviceName; secondFactor: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO accounts.logins (id, account_id, browser, system, expires_at, step_up_at, second_factor_at)
    SELECT ${login.id}, id, ${login.device.browser}, ${login.device.system}, ${endOfLife}, now(),
      CASE WHEN ${login.secondFactor} THEN now() END
    FROM accounts.accounts
    WHERE id = ${login.accountId} AND status = 'active' AND password_hash = ${login.passwordHash}
    FOR SHARE
    RETURNING id`.execute(tx);
  return rows.length === 1;
}

export async function insertRefreshToken(tx: Tx, loginId: string, tokenHash: Buffer): Promise<void> {
  await tx.insertInto('accounts.refresh_tokens').values({ login_id: loginId, token_hash: tokenHash }).execute();
}

/** Locks the login that a refresh token belongs to. `open`: neither ended nor expired, and its account is active. */
export async function lockLoginOfToken(
  tx: Tx,
  tokenHash: Buffer,
): Promise<{ id: string; accountId: string; open: boolean } | undefined> {
  return tx
    .selectFrom('accounts.logins as l')
    .innerJoin('accounts.accounts as a', 'a.id', 'l.account_id')
    .select([
      'l.id',
      'l.account_id as accountId',
      sql<boolean>`l.ended_at IS NULL AND l.expires_at > now() AND a.status = 'active'`.as('open'),
    ])
    .where('l.id', '=', (query) =>
      query.selectFrom('accounts.refresh_tokens').select('login_id').where('token_hash', '=', tokenHash),
    )
    .forUpdate('l')
    .executeTakeFirst();
}

/** Seconds since a refresh token was first used; null for one that was not. Its login is locked. */
export async function secondsSinceUse(tx: Tx, tokenHash: Buffer): Promise<number | null> {
  const { seconds } = await tx
    .selectFrom('accounts.refresh_tokens')
    .select(sql<number | null>`extract(epoch FROM now() - used_at)::float8`.as('seconds'))
    .where('token_hash', '=', tokenHash)
    .executeTakeFirstOrThrow();
  return seconds;
}

export async function markUsed(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx
    .updateTable('accounts.refresh_tokens')
    .set({ used_at: sql`now()` })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .execute();
}

/** A used login lives on for its full time, but not past its last day; its account counts as used, to the day. */
export async function prolongLogin(tx: Tx, loginId: string): Promise<void> {
  await tx
    .updateTable('accounts.logins')
    .set({ last_used_at: sql`now()`, expires_at: sql<Date>`least(${endOfLife}, created_at + ${longestLife})` })
    .where('id', '=', loginId)
    .execute();
  await sql`
    UPDATE accounts.accounts AS a SET seen_at = now(), warned_at = NULL FROM accounts.logins AS l
    WHERE l.id = ${loginId} AND a.id = l.account_id AND a.seen_at < now() - interval '1 day'`.execute(tx);
}

/** An account counts as used. */
export async function markSeen(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('accounts.accounts')
    .set({ seen_at: sql`now()`, warned_at: null })
    .where('id', '=', accountId)
    .where('seen_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
}

/** Why a login ended. */
export type EndReason =
  | 'logout'
  | 'logout_all'
  | 'ended_by_owner'
  | 'ended_by_admin'
  | 'token_reuse'
  | 'password_changed'
  | 'password_reset'
  | 'disabled'
  | 'closed';

/** Ends a login with all its refresh tokens; one that has ended keeps its first reason. */
export async function endLogin(tx: Tx, loginId: string, because: EndReason): Promise<void> {
  await tx
    .updateTable('accounts.logins')
    .set({ ended_at: sql`now()`, ended_because: because })
    .where('id', '=', loginId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Ends one open login of an account. Returns whether there was one. */
export async function endLoginOf(tx: Tx, accountId: string, loginId: string, because: EndReason): Promise<boolean> {
  const ended = await tx
    .updateTable('accounts.logins')
    .set({ ended_at: sql`now()`, ended_because: because })
    .where('id', '=', loginId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}

/** Ends the open logins of an account, except one where there is a reason to keep it. Returns their ids. */
export async function endLoginsOf(
  tx: Tx,
  accountId: string,
  because: EndReason,
  keptId: string | null = null,
): Promise<string[]> {
  const ended = await tx
    .updateTable('accounts.logins')
    .set({ ended_at: sql`now()`, ended_because: because })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .$if(keptId !== null, (query) => query.where('id', '<>', keptId ?? ''))
    .returning('id')
    .execute();
  return ended.map(({ id }) => id);
}

/** The open logins of an account, the last used first; `lastUsedAt` to the minute. */
export function selectOpenLogins(
  db: Db,
  accountId: string,
): Promise<(DeviceName & { id: string; createdAt: Date; lastUsedAt: Date })[]> {
  return db
    .selectFrom('accounts.logins')
    .select([
      'id',
      'browser',
      'system',
      'created_at as createdAt',
      sql<Date>`date_trunc('minute', last_used_at)`.as('lastUsedAt'),
    ])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('last_used_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** The browser of a login and when it began. */
export function findLogin(db: Db, loginId: string): Promise<(DeviceName & { createdAt: Date }) | undefined> {
  return db
    .selectFrom('accounts.logins')
    .select(['browser', 'system', 'created_at as createdAt'])
    .where('id', '=', loginId)
    .executeTakeFirst();
}

/** Some logins of the version before, which kept all that a browser said of itself. Who refreshes one now is left alone. */
export async function lockUnnamedLogins(tx: Tx, most: number): Promise<{ id: string; userAgent: string }[]> {
  return tx
    .selectFrom('accounts.logins')
    .select(['id', 'user_agent as userAgent'])
    .where('user_agent', 'is not', null)
    .limit(most)
    .forUpdate()
    .skipLocked()
    .$narrowType<{ userAgent: string }>()
    .execute();
}

/** Puts two words in the place of all that a browser said. */
export async function nameBrowserOf(tx: Tx, loginId: string, { browser, system }: DeviceName): Promise<void> {
  await tx
    .updateTable('accounts.logins')
    .set({ browser, system, user_agent: null })
    .where('id', '=', loginId)
    .execute();
}

/** Logins that ran out, with their tokens. */
export async function deleteExpiredLogins(tx: Tx): Promise<void> {
  await tx.deleteFrom('accounts.logins').where('expires_at', '<', sql<Date>`now()`).execute();
}
