import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { passwordHasher } from '../password-hasher.ts';
import { emailKey } from '../rules/email-key.ts';
import { makeToken } from '../secret-token.ts';
import { findCredentials } from '../sql/accounts.ts';
import { insertLogin, insertRefreshToken } from '../sql/logins.ts';

/** An open login and the refresh token that its browser now holds. */
export interface OpenLogin {
  accountId: string;
  loginId: string;
  refreshToken: string;
}

/**
 * Opens a login. Refusals: `bad_credentials`, the same and after the same work for an unknown address, a wrong password
 * and an account that is not active; `rate_limited`.
 */
export async function logIn(
  platform: Platform,
  asked: { email: string; password: string; userAgent: string },
): Promise<OpenLogin | Refusal> {
  const account = await findCredentials(platform.db, emailKey(asked.email));
  const passwordFits = await passwordHasher.verify(asked.password, account?.password_hash ?? null);
  if (isRefusal(passwordFits)) return passwordFits;
  if (account === undefined || !passwordFits || account.status !== 'active') return refuse('bad_credentials');
  const { token, tokenHash } = makeToken();
  const login = {
    id: uuidv7(),
    accountId: account.id,
    passwordHash: account.password_hash,
    userAgent: asked.userAgent,
  };
  return withTx(platform.db, async (tx) => {
    if (!(await insertLogin(tx, login))) return refuse('bad_credentials');
    await insertRefreshToken(tx, login.id, tokenHash);
    return { accountId: account.id, loginId: login.id, refreshToken: token };
  });
}
