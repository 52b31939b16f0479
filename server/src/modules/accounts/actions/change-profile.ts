import type { Profile } from '@og-tickets/contract/profile.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openDataKey, openPerson, sealNames } from '../personal-data.ts';
import { updateProfile } from '../sql/accounts.ts';
import { findSealedPerson } from '../sql/personal-data.ts';

/** Changes names or language of a profile as it was read. Refusal: `changed_elsewhere` when it is another by now. */
export async function changeProfile(
  platform: Platform,
  accountId: string,
  version: number,
  change: Partial<Pick<Profile, 'firstName' | 'lastName' | 'locale'>>,
): Promise<Refusal | null> {
  const { firstName, lastName, locale } = change;
  return withTx(platform.db, async (tx) => {
    const row = await findSealedPerson(tx, accountId);
    const before = openPerson(platform.keys, row);
    const sealed = sealNames(platform.keys, openDataKey(platform.keys, row), accountId, {
      firstName: tidy(firstName ?? before.firstName),
      lastName: tidy(lastName ?? before.lastName),
    });
    const changed = await updateProfile(tx, accountId, version, {
      ...(firstName === undefined && lastName === undefined ? {} : sealed),
      ...(locale === undefined ? {} : { locale }),
    });
    return changed ? null : refuse('changed_elsewhere');
  });
}

function tidy(name: string): string {
  return name.normalize('NFC').trim();
}
