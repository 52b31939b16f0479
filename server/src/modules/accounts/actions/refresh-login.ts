import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendAccountNotice } from '../job-names.ts';
import { loginStatesOf } from '../login-states.ts';
import { hashToken, makeToken } from '../secret-token.ts';
import {
  endLogin,
  insertRefreshToken,
  lockLoginOfToken,
  markUsed,
  prolongLogin,
  secondsSinceUse,
} from '../sql/logins.ts';
import type { OpenLogin } from './open-login.ts';

/** Two tabs, or a browser that lost a reply, may send the same token twice within this time. */
const graceSeconds = 10;

type Outcome =
  | { kind: 'renewed'; login: OpenLogin }
  | { kind: 'reused'; loginId: string; accountId: string }
  | { kind: 'invalid' };

/**
 * Gives a new refresh token for one, which is then used up. One that was used up more than ten seconds ago was copied:
 * its login ends, for the thief and the owner alike, and the owner gets a mail. Refusal: `unauthenticated`.
 */
export async function refreshLogin(platform: Platform, refreshToken: string): Promise<OpenLogin | Refusal> {
  const outcome = await withTx(platform.db, (tx) => renew(tx, hashToken(refreshToken)));
  if (outcome.kind === 'renewed') return outcome.login;
  if (outcome.kind === 'reused') {
    const { loginId, accountId } = outcome;
    loginStatesOf(platform).forget(loginId);
    platform.log.error(
      { alert: 'refresh_token_reuse', loginId, accountId },
      'a used refresh token came again: its login was ended',
    );
  }
  return refuse('unauthenticated');
}

/** No refusal in here: it would roll back the end of a stolen login. */
async function renew(tx: Tx, tokenHash: Buffer): Promise<Outcome> {
  const login = await lockLoginOfToken(tx, tokenHash);
  if (login === undefined || !login.open) return { kind: 'invalid' };
  const { id: loginId, accountId } = login;
  const usedSeconds = await secondsSinceUse(tx, tokenHash);
  if (usedSeconds !== null && usedSeconds > graceSeconds) {
    await endLogin(tx, loginId, 'token_reuse');
    await enqueue(tx, sendAccountNotice, { accountId, notice: 'token-reuse', loginId });
    return { kind: 'reused', loginId, accountId };
  }
  const next = makeToken();
  await markUsed(tx, tokenHash);
  await insertRefreshToken(tx, loginId, next.tokenHash);
  await prolongLogin(tx, loginId);
  return { kind: 'renewed', login: { accountId, loginId, refreshToken: next.token } };
}
