import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type ProfileChange, updateProfile } from '../sql/accounts.ts';

/** Changes names or language of a profile as it was read. Refusal: `changed_elsewhere` when it is another by now. */
export async function changeProfile(
  platform: Platform,
  accountId: string,
  version: number,
  change: ProfileChange,
): Promise<Refusal | null> {
  const { firstName, lastName, locale } = change;
  const tidy: ProfileChange = {
    ...(firstName === undefined ? {} : { firstName: firstName.normalize('NFC').trim() }),
    ...(lastName === undefined ? {} : { lastName: lastName.normalize('NFC').trim() }),
    ...(locale === undefined ? {} : { locale }),
  };
  return withTx(platform.db, async (tx) =>
    (await updateProfile(tx, accountId, version, tidy)) ? null : refuse('changed_elsewhere'),
  );
}
