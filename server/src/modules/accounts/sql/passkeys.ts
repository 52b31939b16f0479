import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** What a challenge is for: it is good for nothing else. */
export type ChallengePurpose =
  | { purpose: 'login' }
  | { purpose: 'second_factor'; accountId: string }
  | { purpose: 'register' | 'step_up'; accountId: string; loginId: string };

export async function insertPasskeyChallenge(tx: Tx, hash: Buffer, asked: ChallengePurpose): Promise<void> {
  await tx
    .insertInto('accounts.passkey_challenges')
    .values({
      challenge_hash: hash,
      purpose: asked.purpose,
      account_id: 'accountId' in asked ? asked.accountId : null,
      login_id: 'loginId' in asked ? asked.loginId : null,
      expires_at: sql`now() + make_interval(secs => ${limits.mfaChallengeSeconds})`,
    })
    .execute();
}

/** Uses a challenge up, for this purpose only. Returns whether it was still to be had. */
export async function takePasskeyChallenge(tx: Tx, hash: Buffer, asked: ChallengePurpose): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('accounts.passkey_challenges')
    .where('challenge_hash', '=', hash)
    .where('purpose', '=', asked.purpose)
    .where('expires_at', '>', sql<Date>`now()`)
    .$if('accountId' in asked, (query) => query.where('account_id', '=', 'accountId' in asked ? asked.accountId : ''))
    .$if('loginId' in asked, (query) => query.where('login_id', '=', 'loginId' in asked ? asked.loginId : ''))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A passkey as its owner sees it. */
export interface PasskeyRow {
  id: string;
  /** Under the data key of the account. */
  nameSealed: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  backedUp: boolean;
}

const shown = [
  'id',
  'name_sealed as nameSealed',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
  'backed_up as backedUp',
] as const;

export function selectPasskeys(db: Db, accountId: string): Promise<PasskeyRow[]> {
  return db
    .selectFrom('accounts.passkeys')
    .select(shown)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** What browsers need to find the passkeys of an account. */
export function selectCredentials(db: Db, accountId: string): Promise<{ id: string; transports: string[] }[]> {
  return db
    .selectFrom('accounts.passkeys')
    .select(['credential_id as id', 'transports'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();
}

/** Adds a passkey. Undefined when its credential is registered already, here or with another account. */
export function insertPasskey(
  tx: Tx,
  passkey: {
    id: string;
    accountId: string;
    credentialId: string;
    publicKey: Uint8Array;
    counter: number;
    transports: string[];
    nameSealed: string;
    backedUp: boolean;
  },
): Promise<PasskeyRow | undefined> {
  return tx
    .insertInto('accounts.passkeys')
    .values({
      id: passkey.id,
      account_id: passkey.accountId,
      credential_id: passkey.credentialId,
      public_key: Buffer.from(passkey.publicKey),
      counter: passkey.counter,
      transports: passkey.transports,
      name_sealed: passkey.nameSealed,
      backed_up: passkey.backedUp,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning(shown)
    .executeTakeFirst();
}

/** A passkey with what checks its signatures, and the account that it opens. */
export interface StoredPasskey {
  id: string;
  accountId: string;
  credentialId: string;
  publicKey: Buffer;
  passwordHash: string;
}

/** The passkey of a credential, if its account is active. */
export function findPasskey(db: Db, credentialId: string): Promise<StoredPasskey | undefined> {
  return db
    .selectFrom('accounts.passkeys as p')
    .innerJoin('accounts.accounts as a', 'a.id', 'p.account_id')
    .select([
      'p.id',
      'a.id as accountId',
      'p.credential_id as credentialId',
      'p.public_key as publicKey',
      'a.password_hash as passwordHash',
    ])
    .where('p.credential_id', '=', credentialId)
    .where('a.status', '=', 'active')
    .executeTakeFirst();
}

/**
 * Notes a use. False when the authenticator's count has not risen, although it counts: then there are two of it
 * (Web Authentication, 6.1.1).
 */
export async function notePasskeyUse(tx: Tx, passkeyId: string, counter: number, backedUp: boolean): Promise<boolean> {
  const used = await tx
    .updateTable('accounts.passkeys')
    .set({ counter, backed_up: backedUp, last_used_at: sql`now()` })
    .where('id', '=', passkeyId)
    .where((where) =>
      where.or([where('counter', '<', counter), where.and([where('counter', '=', 0), where.val(counter === 0)])]),
    )
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}

export function updatePasskeyName(
  tx: Tx,
  passkey: { id: string; accountId: string; nameSealed: string },
): Promise<PasskeyRow | undefined> {
  return tx
    .updateTable('accounts.passkeys')
    .set({ name_sealed: passkey.nameSealed })
    .where('id', '=', passkey.id)
    .where('account_id', '=', passkey.accountId)
    .returning(shown)
    .executeTakeFirst();
}

/** Removes a passkey of an account. Returns whether there was one. */
export async function deletePasskey(tx: Tx, passkey: { id: string; accountId: string }): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('accounts.passkeys')
    .where('id', '=', passkey.id)
    .where('account_id', '=', passkey.accountId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function countPasskeys(db: Db, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('accounts.passkeys')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return count;
}
