import { type Tx, withTx } from '../../../platform/database/database.ts';
import { randomBytes } from '../../../platform/keys/random.ts';
import { seal } from '../../../platform/keys/seal.ts';
import { SECRET_BYTES } from '../../../platform/keys/secret-file.ts';
import type { Platform } from '../../../platform/platform.ts';
import { emailIndex, openPerson, sealChangedEmail, sealPerson, sealRegistration } from '../personal-data.ts';
import {
  type ClearAccount,
  indexEmails,
  lockClearAccounts,
  lockForeignIndexes,
  sealAccounts,
  sealEmailChanges,
  sealRegistrations,
  selectClearEmailChanges,
  selectClearRegistrations,
} from '../sql/clear-rows.ts';

/** Rows that are locked at once. */
const batchRows = 500;

/**
 * Seals the personal data that an older version wrote in the clear, batch by batch, and makes the index of addresses anew
 * under a key that was added to its file. May be killed at any moment and be done by several processes at once: what is
 * left is what is still clear. Run it before the shop serves: it looks accounts up by the index alone.
 */
export async function sealPersonalData(platform: Pick<Platform, 'db' | 'keys' | 'log'>): Promise<void> {
  const { db, keys, log } = platform;
  const sealed = await repeat(() => withTx(db, (tx) => sealBatch(tx, keys)));
  if (sealed > 0) log.info({ accounts: sealed }, 'personal data of an older version is sealed');
  const indexed = await repeat(() => withTx(db, (tx) => indexBatch(tx, keys)));
  if (indexed > 0) log.info({ accounts: indexed }, 'addresses are indexed under the current key');
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
      ...sealPerson(keyOf(account.id), account.id, account),
    })),
  );
  return accounts.length;
}

async function indexBatch(tx: Tx, keys: Platform['keys']): Promise<number> {
  const rows = await lockForeignIndexes(tx, keys.emailIndex.currentId, batchRows);
  if (rows.length === 0) return 0;
  await indexEmails(
    tx,
    rows.map((row) => ({ id: row.id, emailKey: emailIndex(keys, openPerson(keys, row).email) })),
  );
  return rows.length;
}
