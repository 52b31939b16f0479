import type { Role } from '@og-tickets/contract/endpoint.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** Which factors an account has. Recovery codes stand in for a factor; they are none. */
export interface Factors {
  hasTotp: boolean;
  hasPasskey: boolean;
  hasRecoveryCode: boolean;
}

/** The columns of `Factors` for the account that an expression names. */
export function factorsOf(accountId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    EXISTS (SELECT FROM accounts.totp_factors AS t
      WHERE t.account_id = ${accountId} AND t.confirmed_at IS NOT NULL) AS "hasTotp",
    EXISTS (SELECT FROM accounts.passkeys AS p WHERE p.account_id = ${accountId}) AS "hasPasskey",
    EXISTS (SELECT FROM accounts.recovery_codes AS r
      WHERE r.account_id = ${accountId} AND r.used_at IS NULL) AS "hasRecoveryCode"`;
}

export async function readFactors(db: Db, accountId: string): Promise<Factors> {
  const { rows } = await sql<Factors>`SELECT ${factorsOf(sql`${accountId}::uuid`)}`.execute(db);
  const [factors] = rows;
  if (factors === undefined) throw new Error('no answer about factors');
  return factors;
}

/**
 * Makes all access tokens of an account outdated and locks the account until the transaction ends, so that changes of
 * its factors take turns. Throws when there is none.
 */
export async function raiseTokenVersion(tx: Tx, accountId: string): Promise<{ role: Role }> {
  return tx
    .updateTable('accounts.accounts')
    .set({ token_version: sql<number>`token_version + 1` })
    .where('id', '=', accountId)
    .returning('role')
    .executeTakeFirstOrThrow();
}

/** Notes that a login has just proved who is there; `factor`: by a second factor. */
export async function markProved(tx: Tx, loginId: string, { factor }: { factor: boolean }): Promise<void> {
  await tx
    .updateTable('accounts.logins')
    .set({ step_up_at: sql`now()`, ...(factor ? { second_factor_at: sql`now()` } : {}) })
    .where('id', '=', loginId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Forgets what the logins of an account have proved: its last factor is gone. */
export async function clearProofs(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('accounts.logins')
    .set({ second_factor_at: null, step_up_at: null })
    .where('account_id', '=', accountId)
    .execute();
}

/** Removes every factor and recovery code of an account. */
export async function deleteFactors(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('accounts.totp_factors').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('accounts.passkeys').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('accounts.recovery_codes').where('account_id', '=', accountId).execute();
}

/** Ends every open login of an account because its factors were taken away. */
export async function endLoginsOnReset(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('accounts.logins')
    .set({ ended_at: sql`now()`, ended_because: 'factors_reset' })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
}
