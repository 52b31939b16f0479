import type { LoginCaller } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { verifyAccessToken } from './access-token.ts';
import { loginStatesOf } from './login-states.ts';
import { isMfaMissing, methodsOf } from './views/login-state.ts';

/**
 * Who stands behind an access token, or null. Beyond the token itself its login must be open, its account active, and role
 * and token version those of today, as the database said at most a second ago, or with `fresh` says now; after a change
 * the browser asks for a new token.
 */
export async function authenticateToken(
  platform: Platform,
  token: string,
  { fresh }: { fresh: boolean } = { fresh: false },
): Promise<LoginCaller | null> {
  const claims = await verifyAccessToken(platform, token);
  if (claims === null) return null;
  const { accountId, loginId, role, version } = claims;
  const states = loginStatesOf(platform);
  if (fresh) states.forgetHere(loginId);
  let state = await states.read(loginId);
  if (state !== null && state.tokenVersion < version) {
    // Another process made this token, after a change that is not known here yet.
    states.forgetHere(loginId);
    state = await states.read(loginId);
  }
  if (state === null || state.accountId !== accountId || state.role !== role || state.tokenVersion !== version)
    return null;
  const { steppedUp } = state;
  const mfaMissing = isMfaMissing(state, platform.config);
  return { kind: 'login', accountId, loginId, role, mfaMissing, steppedUp, methods: methodsOf(state) };
}
