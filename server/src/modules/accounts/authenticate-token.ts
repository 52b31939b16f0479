import type { LoginCaller } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { verifyAccessToken } from './access-token.ts';
import { loginStatesOf } from './login-states.ts';

/**
 * Who stands behind an access token, or null. Beyond the token itself its login must be open, its account active and its
 * role the one of today, as the database said at most a second ago; after a change of role the browser asks for a new one.
 */
export async function authenticateToken(platform: Platform, token: string): Promise<LoginCaller | null> {
  const claims = await verifyAccessToken(platform, token);
  if (claims === null) return null;
  const state = await loginStatesOf(platform).read(claims.loginId);
  if (state === null || state.accountId !== claims.accountId || state.role !== claims.role) return null;
  return { kind: 'login', ...claims };
}
