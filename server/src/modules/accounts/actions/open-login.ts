import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendAccountNotice } from '../job-names.ts';
import { deviceName } from '../rules/device-name.ts';
import { hashToken, makeToken } from '../secret-token.ts';
import { rememberDevice } from '../sql/known-devices.ts';
import { insertLogin, insertRefreshToken, markSeen } from '../sql/logins.ts';

/** An open login and the tokens that its browser now holds. */
export interface OpenLogin {
  accountId: string;
  loginId: string;
  refreshToken: string;
}

/**
 * Opens a login for somebody whose proofs were all checked, and remembers their browser; the owner gets a mail when the
 * account did not know it. Refusal: `bad_credentials` when the account was disabled or its password changed meanwhile.
 */
export async function openLogin(
  platform: Platform,
  proved: {
    accountId: string;
    passwordHash: string;
    userAgent: string;
    deviceToken: string;
    /** A second factor was among the proofs. */
    secondFactor: boolean;
  },
): Promise<OpenLogin | Refusal> {
  const { accountId, passwordHash, userAgent, deviceToken, secondFactor } = proved;
  const { token, tokenHash } = makeToken();
  const loginId = uuidv7();
  return withTx(platform.db, async (tx) => {
    const login = { id: loginId, accountId, passwordHash, device: deviceName(userAgent), secondFactor };
    if (!(await insertLogin(tx, login))) return refuse('bad_credentials');
    await markSeen(tx, accountId);
    await insertRefreshToken(tx, loginId, tokenHash);
    const { isNew } = await rememberDevice(tx, accountId, hashToken(deviceToken));
    if (isNew) await enqueue(tx, sendAccountNotice, { accountId, notice: 'new-login', loginId });
    return { accountId, loginId, refreshToken: token };
  });
}
