import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import type { Platform } from '../../../platform/platform.ts';
import { signAccessToken } from '../access-token.ts';
import { findLogin, mfaOf } from './login-state.ts';
import { readProfile } from './profile.ts';

/** What a browser gets for an open login: a new access token, who is logged in, and what is missing. */
export async function loginReply(
  platform: Platform,
  { accountId, loginId }: { accountId: string; loginId: string },
): Promise<LoginReply> {
  const state = await findLogin(platform.db, loginId);
  if (state === undefined) throw new Error(`there is no login ${loginId}`);
  const { role, tokenVersion } = state;
  const user = await readProfile(platform, accountId);
  const accessToken = await signAccessToken(platform, { accountId, loginId, role, version: tokenVersion });
  return {
    accessToken,
    expiresInSeconds: limits.accessTokenSeconds,
    user: { ...user, role },
    mfa: mfaOf(state, platform.config),
  };
}
