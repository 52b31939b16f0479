import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { checkPassword, type PasswordAsked } from './check-password.ts';
import { awaitFactor, type WaitingLogin } from './finish-login.ts';
import { type OpenLogin, openLogin } from './open-login.ts';

/**
 * Logs in with a password; where the account has a second factor, the login waits for it. Refusals: `bad_credentials`, the same for an unknown address, a wrong password and an account
 * that is disabled; `not_activated`, only for the right password of a registration that waits for its link;
 * `rate_limited`.
 */
export async function logIn(
  platform: Platform,
  asked: PasswordAsked & {
    userAgent: string;
    /** By which the browser is known from now on. */
    nextDeviceToken: string;
  },
): Promise<OpenLogin | WaitingLogin | Refusal> {
  const owner = await checkPassword(platform, asked);
  if (isRefusal(owner)) return owner;
  if (owner.kind === 'waiting') return refuse('not_activated');
  const { userAgent, nextDeviceToken: deviceToken } = asked;
  const waiting = await awaitFactor(platform, { ...owner, userAgent });
  return waiting ?? openLogin(platform, { ...owner, userAgent, deviceToken, secondFactor: false });
}
