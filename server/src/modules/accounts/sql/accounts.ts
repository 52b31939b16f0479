import type { Locale } from '@og-tickets/contract/common.ts';
import type { Role } from '@og-tickets/contract/endpoint.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { KeptNames, SealedPerson } from '../personal-data.ts';

/** `closed`: by its owner, who may take that back until it is `erased`. */
export type AccountStatus = 'unactivated' | 'active' | 'disabled' | 'closed' | 'erased';

export interface NewAccount {
  id: string;
  emailKey: string;
  passwordHash: string;
  sealed: SealedPerson;
  dataKeySealed: string;
  locale: Locale;
  role: Role;
  userKeySealed: string;
  termsVersion: string;
  active: boolean;
}

/** Adds an account unless its address has one. Returns whether it did. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const added = await tx
    .insertInto('accounts.accounts')
    .values({
      id: account.id,
      email_key: account.emailKey,
      data_key_sealed: account.dataKeySealed,
      ...account.sealed,
      password_hash: account.passwordHash,
      locale: account.locale,
      role: account.role,
      status: account.active ? 'active' : 'unactivated',
      user_key_sealed: account.userKeySealed,
      terms_version: account.termsVersion,
      activated_at: account.active ? sql<Date>`now()` : null,
    })
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Locks the account of an address until the transaction ends. */
export function lockAccountByEmail(
  tx: Tx,
  emailKey: string,
): Promise<{ id: string; status: AccountStatus } | undefined> {
  return tx
    .selectFrom('accounts.accounts')
    .select(['id', 'status'])
    .where('email_key', '=', emailKey)
    .forUpdate()
    .executeTakeFirst();
}

export function findCredentials(
  db: Db,
  emailKey: string,
): Promise<{ id: string; password_hash: string; status: AccountStatus } | undefined> {
  return db
    .selectFrom('accounts.accounts')
    .select(['id', 'password_hash', 'status'])
    .where('email_key', '=', emailKey)
    .executeTakeFirst();
}

/** Makes an unactivated account active with what its owner registered. */
export async function activateAccount(
  tx: Tx,
  accountId: string,
  owner: {
    passwordHash: string;
    names: KeptNames;
    locale: Locale;
    termsVersion: string;
    termsAcceptedAt: Date;
  },
): Promise<void> {
  await tx
    .updateTable('accounts.accounts')
    .set({
      status: 'active',
      activated_at: sql`now()`,
      password_hash: owner.passwordHash,
      ...owner.names,
      locale: owner.locale,
      terms_version: owner.termsVersion,
      terms_accepted_at: owner.termsAcceptedAt,
    })
    .where('id', '=', accountId)
    .where('status', '=', 'unactivated')
    .execute();
}

/** The names, sealed, and the language that an owner may change. */
export interface SealedProfileChange extends Partial<KeptNames> {
  locale?: Locale;
}

/** Changes a profile that is still of this version. Returns whether it was. */
export async function updateProfile(
  tx: Tx,
  accountId: string,
  version: number,
  change: SealedProfileChange,
): Promise<boolean> {
  const updated = await tx
    .updateTable('accounts.accounts')
    .set({
      ...change,
      profile_version: sql<number>`profile_version + 1`,
    })
    .where('id', '=', accountId)
    .where('profile_version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

/** Locks an account; undefined when there is none. */
export function lockAccount(tx: Tx, accountId: string): Promise<{ status: AccountStatus; role: Role } | undefined> {
  return tx
    .selectFrom('accounts.accounts')
    .select(['status', 'role'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateStatus(tx: Tx, accountId: string, status: AccountStatus): Promise<void> {
  await tx.updateTable('accounts.accounts').set({ status }).where('id', '=', accountId).execute();
}

export async function updateRole(tx: Tx, accountId: string, role: Role): Promise<void> {
  await tx.updateTable('accounts.accounts').set({ role }).where('id', '=', accountId).execute();
}
