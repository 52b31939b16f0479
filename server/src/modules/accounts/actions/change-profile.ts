import type { Profile } from '@og-tickets/contract/profile.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openDataKey, sealNames } from '../personal-data.ts';
import { updateProfile } from '../sql/accounts.ts';
import { findDataKey } from '../sql/personal-data.ts';

/** Changes names or language of a profile as it was read. Refusal: `changed_elsewhere` when it is another by now. */
export async function changeProfile(
  platform: Platform,
  accountId: string,
  version: number,
  change: Partial<Pick<Profile, 'firstName' | 'lastName' | 'locale'>>,
): Promise<Refusal | null> {
  const { firstName, lastName, locale } = change;
  return withTx(platform.db, async (tx) => {
    const dataKey = openDataKey(platform.keys, await findDataKey(tx, accountId));
    const sealed = sealNames(dataKey, accountId, { firstName: tidy(firstName), lastName: tidy(lastName) });
    const changed = await updateProfile(tx, accountId, version, {
      ...(firstName === undefined ? {} : { first_name_sealed: sealed.first_name_sealed }),
      ...(lastName === undefined ? {} : { last_name_sealed: sealed.last_name_sealed }),
      ...(locale === undefined ? {} : { locale }),
    });
    return changed ? null : refuse('changed_elsewhere');
  });
}

function tidy(name = ''): string {
  return name.normalize('NFC').trim();
}
