import { type Tx, withTx } from '../../../platform/database/database.ts';
import { randomBytes } from '../../../platform/keys/random.ts';
import { seal } from '../../../platform/keys/seal.ts';
import { SECRET_BYTES } from '../../../platform/keys/secret-file.ts';
import type { Platform } from '../../../platform/platform.ts';
import {
  emailIndex,
  openDataKey,
  sealChangedEmail,
  sealPasskeyName,
  sealPerson,
  sealRegistration,
} from '../personal-data.ts';
import {
  type ClearAccount,
  lockClearAccounts,
  lockClearPasskeys,
  sealAccounts,
  sealEmailChanges,
  sealPasskeys,
  sealRegistrations,
  selectClearEmailChanges,
  selectClearRegistrations,
} from '../sql/clear-rows.ts';

/** Rows that are locked at once. */
const batchRows = 500;

/**
 * Seals the personal data that versions before 0041 wrote in the clear, batch by batch. May be killed at any moment: what is
 * left is what is still clear. Returns how many accounts there were.
 */
export async function sealClearAccounts({ db, keys }: Pick<Platform, 'db' | 'keys'>): Promise<number> {
  const sealed = await repeat(() => withTx(db, (tx) => sealBatch(tx, keys)));
  await repeat(() => withTx(db, (tx) => sealPasskeyBatch(tx, keys)));
  return sealed;
}

async function repeat(batch: () => Promise<number>): Promise<number> {
  let done = 0;
  for (let last = await batch(); last > 0; last = await batch()) done += last;
  return done;
}

async function sealBatch(tx: Tx, keys: Platform['keys']): Promise<number> {
  const accounts = await lockClearAccounts(tx, batchRows);
  if (accounts.length === 0) return 0;
  const dataKeys = new Map(accounts.map(({ id }) => [id, randomBytes(SECRET_BYTES)]));
  const keyOf = (accountId: string): Buffer => {
    const key = dataKeys.get(accountId);
    if (key === undefined) throw new Error(`account ${accountId} is not of this batch`);
    return key;
  };
  const ids = [...dataKeys.keys()];
  // First what depends on the account: the account without a data key is what says that there is something left.
  const registrations = await selectClearRegistrations(tx, ids);
  await sealRegistrations(
    tx,
    registrations.map((row) => ({ id: row.id, ...sealRegistration(keyOf(row.accountId), row.id, row) })),
  );
  const changes = await selectClearEmailChanges(tx, ids);
  await sealEmailChanges(
    tx,
    changes.map(({ id, accountId, oldEmail, newEmail }) => ({
      id,
      oldEmailSealed: sealChangedEmail(keyOf(accountId), id, 'old', oldEmail),
      newEmailSealed: sealChangedEmail(keyOf(accountId), id, 'new', newEmail),
      newEmailKey: emailIndex(keys, newEmail),
    })),
  );
  await sealAccounts(
    tx,
    accounts.map((account: ClearAccount) => ({
      id: account.id,
      email_key: emailIndex(keys, account.email),
      data_key_sealed: seal(keys, 'data', account.id, keyOf(account.id)),
      ...sealPerson(keys, keyOf(account.id), account.id, account),
    })),
  );
  return accounts.length;
}

async function sealPasskeyBatch(tx: Tx, keys: Platform['keys']): Promise<number> {
  const rows = await lockClearPasskeys(tx, batchRows);
  await sealPasskeys(
    tx,
    rows.map((row) => {
      const dataKey = openDataKey(keys, { id: row.accountId, data_key_sealed: row.data_key_sealed });
      return { id: row.id, sealed: sealPasskeyName(dataKey, row.id, row.name) };
    }),
  );
  return rows.length;
}
