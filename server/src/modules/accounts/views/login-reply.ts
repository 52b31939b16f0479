import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import type { Platform } from '../../../platform/platform.ts';
import { signAccessToken } from '../access-token.ts';
import { readProfile } from './profile.ts';

/** What a browser gets for an open login: a new access token, and who is logged in. */
export async function loginReply(
  platform: Platform,
  { accountId, loginId }: { accountId: string; loginId: string },
): Promise<LoginReply> {
  const user = await readProfile(platform.db, accountId);
  const accessToken = await signAccessToken(platform, { accountId, loginId, role: user.role });
  return { accessToken, expiresInSeconds: limits.accessTokenSeconds, user };
}
