import type { Platform } from '../../../platform/platform.ts';
import { openChangedEmail, openDataKey, openRegistration } from '../personal-data.ts';
import { selectSealedOfAccount } from '../sql/own-record.ts';
import { readContact } from './contact.ts';

/** What is sealed of an account, opened for its owner: who they are, names of registrations, changes of address. */
export async function readOwnRecord({ db, keys }: Pick<Platform, 'db' | 'keys'>, accountId: string) {
  const { dataKey: sealedKey, registrations, changes } = await selectSealedOfAccount(db, accountId);
  const dataKey = openDataKey(keys, sealedKey);
  return {
    person: await readContact({ db, keys }, accountId),
    registrations: registrations.map((row) => ({ ...openRegistration(dataKey, row), askedAt: row.created_at })),
    emailChanges: changes.map((row) => ({
      oldEmail: openChangedEmail(dataKey, row.id, 'old', row.old_email_sealed),
      newEmail: openChangedEmail(dataKey, row.id, 'new', row.new_email_sealed),
      askedAt: row.created_at,
    })),
  };
}
