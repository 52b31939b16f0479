import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { loginStatesOf } from '../login-states.ts';
import { hashToken } from '../secret-token.ts';
import { endLogin, lockLoginOfToken } from '../sql/logins.ts';

/** Ends the login of a refresh token and the one of an access token, usually the same. Nothing to end is no failure. */
export async function logOut(
  platform: Platform,
  known: { refreshToken: string | undefined; loginId: string | undefined },
): Promise<void> {
  const { refreshToken, loginId } = known;
  const ended = await withTx(platform.db, async (tx) => {
    const ofToken = refreshToken === undefined ? undefined : await lockLoginOfToken(tx, hashToken(refreshToken));
    const ids = new Set([ofToken?.id, loginId].filter((id) => id !== undefined));
    for (const id of ids) await endLogin(tx, id, 'logout');
    return ids;
  });
  for (const id of ended) loginStatesOf(platform).forget(id);
}
