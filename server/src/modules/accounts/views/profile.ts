import type { User } from '@og-tickets/contract/accounts.ts';
import type { Profile } from '@og-tickets/contract/profile.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openPerson } from '../personal-data.ts';
import { findSealedPerson } from '../sql/personal-data.ts';

/** What a person sees of their own account. Throws when there is none. */
export async function readProfile(platform: Pick<Platform, 'db' | 'keys'>, accountId: string): Promise<User> {
  const { version: _, ...user } = await readVersionedProfile(platform, accountId);
  return user;
}

/** The same with its version, for who changes it. */
export async function readVersionedProfile(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  accountId: string,
): Promise<Profile> {
  const found = await findSealedPerson(db, accountId);
  const { id, role, locale, version } = found;
  return { id, ...openPerson(keys, found), role, locale, version };
}
