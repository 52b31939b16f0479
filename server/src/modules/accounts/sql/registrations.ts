import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { SealedNames } from '../personal-data.ts';

export interface NewRegistration {
  id: string;
  accountId: string;
  passwordHash: string;
  names: SealedNames;
  locale: Locale;
  termsVersion: string;
}

const endOfLife = sql<Date>`now() + make_interval(hours => ${sql.lit(limits.activationHours)})`;

export async function insertRegistration(tx: Tx, registration: NewRegistration): Promise<void> {
  await tx
    .insertInto('accounts.registrations')
    .values({
      id: registration.id,
      account_id: registration.accountId,
      password_hash: registration.passwordHash,
      ...registration.names,
      locale: registration.locale,
      terms_version: registration.termsVersion,
      expires_at: endOfLife,
    })
    .execute();
}

/** Gives a waiting registration its token, for 24 hours from now. Returns whose it is; undefined when it is gone. */
export async function giveToken(
  tx: Tx,
  registrationId: string,
  tokenHash: Buffer,
): Promise<{ accountId: string; locale: Locale } | undefined> {
  return tx
    .updateTable('accounts.registrations as r')
    .from('accounts.accounts as a')
    .set({ token_hash: tokenHash, expires_at: endOfLife })
    .whereRef('a.id', '=', 'r.account_id')
    .where('a.status', '=', 'unactivated')
    .where('r.id', '=', registrationId)
    .returning(['a.id as accountId', 'r.locale'])
    .executeTakeFirst();
}

/** Locks the unactivated account that a token stands for; undefined for a token that is unknown or over. */
export async function lockAccountOfToken(tx: Tx, tokenHash: Buffer): Promise<string | undefined> {
  const found = await tx
    .selectFrom('accounts.accounts as a')
    .innerJoin('accounts.registrations as r', 'r.account_id', 'a.id')
    .select('a.id')
    .where('r.token_hash', '=', tokenHash)
    .where('r.expires_at', '>', sql<Date>`now()`)
    .where('a.status', '=', 'unactivated')
    .forUpdate('a')
    .executeTakeFirst();
  return found?.id;
}

/** Takes a registration out of the waiting ones: exactly one caller gets it. */
export async function takeRegistration(
  tx: Tx,
  tokenHash: Buffer,
): Promise<
  | {
      id: string;
      password_hash: string;
      first_name_sealed: string | null;
      last_name_sealed: string | null;
      locale: Locale;
      terms_version: string;
      created_at: Date;
    }
  | undefined
> {
  return tx
    .deleteFrom('accounts.registrations')
    .where('token_hash', '=', tokenHash)
    .returning([
      'id',
      'password_hash',
      'first_name_sealed',
      'last_name_sealed',
      'locale',
      'terms_version',
      'created_at',
    ])
    .executeTakeFirst();
}

export async function deleteRegistrationsOf(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('accounts.registrations').where('account_id', '=', accountId).execute();
}

export async function deleteExpiredRegistrations(tx: Tx): Promise<void> {
  await tx.deleteFrom('accounts.registrations').where('expires_at', '<', sql<Date>`now()`).execute();
}

/** Accounts that were never activated and for which neither a registration nor an invitation waits any more. */
export async function deleteForsakenAccounts(tx: Tx): Promise<void> {
  await sql`
    DELETE FROM accounts.accounts AS a
    WHERE a.status = 'unactivated'
      AND NOT EXISTS (SELECT FROM accounts.registrations AS r WHERE r.account_id = a.id)
      AND NOT EXISTS (SELECT FROM accounts.staff_invitations AS i WHERE i.account_id = a.id)`.execute(tx);
}
