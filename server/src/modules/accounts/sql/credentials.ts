import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { AccountStatus } from './accounts.ts';

/** What a password is checked against. */
export interface Credentials {
  id: string;
  passwordHash: string;
  status: AccountStatus;
  /** Whether a browser with this device token has logged in to the account before. */
  deviceKnown: boolean;
  /** The newest registration that waits for its link. */
  waitingId: string | null;
  waitingHash: string | null;
}

/** The account of an address, in one statement whether there is one or not. */
export async function findCredentialsOnDevice(
  db: Db,
  emailKey: string,
  deviceHash: Buffer | null,
): Promise<Credentials | undefined> {
  const { rows } = await sql<Credentials>`
    SELECT a.id, a.password_hash AS "passwordHash", a.status,
      EXISTS (SELECT FROM accounts.known_devices AS d
        WHERE d.account_id = a.id AND d.token_hash = ${deviceHash}) AS "deviceKnown",
      r.id AS "waitingId", r.password_hash AS "waitingHash"
    FROM accounts.accounts AS a
    LEFT JOIN LATERAL (
      SELECT id, password_hash FROM accounts.registrations
      WHERE account_id = a.id AND expires_at > now() ORDER BY created_at DESC, id DESC LIMIT 1
    ) AS r ON true
    WHERE a.email_key = ${emailKey}`.execute(db);
  return rows[0];
}

/** The password hash of an active account. */
export async function findPasswordHash(db: Db, accountId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('accounts.accounts')
    .select('password_hash as hash')
    .where('id', '=', accountId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return found?.hash;
}

/** Puts a hash in the place of another, unless the password has changed since. Returns whether it did. */
export async function replacePasswordHash(
  tx: Tx,
  accountId: string,
  hashes: { from: string; to: string },
): Promise<boolean> {
  const updated = await tx
    .updateTable('accounts.accounts')
    .set({ password_hash: hashes.to })
    .where('id', '=', accountId)
    .where('status', '=', 'active')
    .where('password_hash', '=', hashes.from)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

/** Gives an active account another password. Returns whether it is active. */
export async function updatePasswordHash(tx: Tx, accountId: string, passwordHash: string): Promise<boolean> {
  const updated = await tx
    .updateTable('accounts.accounts')
    .set({ password_hash: passwordHash })
    .where('id', '=', accountId)
    .where('status', '=', 'active')
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}
