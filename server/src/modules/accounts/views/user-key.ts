import type { Db, Tx } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { open, opens } from '../../../platform/keys/seal.ts';
import { openDataKey } from '../personal-data.ts';
import { findUserKey, holdKeysRow, selectNewestUserKeys } from '../sql/user-keys.ts';

/** Accounts that are tried at the start: one damaged row must not keep the shop closed. */
const triedAccounts = 3;

/** First half of the double key of an account's tickets, 32 bytes. Throws when there is no such account, or a SealError. */
export async function readUserKey(db: Db, keys: KeyRing, accountId: string): Promise<Buffer> {
  return openUserKey(keys, accountId, await findUserKey(db, accountId));
}

/** The keys of an account, 32 bytes each. */
export interface AccountKeys {
  /** First half of the double key of its tickets. */
  userKey: Buffer;
  /** Seals its personal data; null once it was erased. */
  dataKey: Buffer | null;
}

/**
 * Both keys for a transaction that makes fingerprints: they stay the account's until the transaction ends, so that "renew my
 * codes" cannot come in between and leave a ticket that no key opens.
 */
export async function holdAccountKeys(tx: Tx, keys: KeyRing, accountId: string): Promise<AccountKeys> {
  const row = await holdKeysRow(tx, accountId);
  const userKey = openUserKey(keys, accountId, row);
  if (row === undefined || row.data_key_sealed === null) return { userKey, dataKey: null };
  return { userKey, dataKey: openDataKey(keys, { id: accountId, data_key_sealed: row.data_key_sealed }) };
}

function openUserKey(keys: KeyRing, accountId: string, row: { user_key_sealed: string } | undefined): Buffer {
  if (row === undefined) throw new Error(`no result: there is no account ${accountId}`);
  return open(keys, 'user', accountId, row.user_key_sealed);
}

/** Tells whether the key ring opens the accounts' keys: those of the newest, or there are none. */
export async function opensUserKeys(db: Db, keys: KeyRing): Promise<boolean> {
  const rows = await selectNewestUserKeys(db, triedAccounts);
  return rows.length === 0 || rows.some(({ id, sealed }) => opens(keys, 'user', id, sealed));
}
