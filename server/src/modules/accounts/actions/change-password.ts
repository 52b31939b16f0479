import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendAccountNotice } from '../job-names.ts';
import { loginStatesOf } from '../login-states.ts';
import { isKnownPassword } from '../known-passwords.ts';
import { passwordHasher } from '../password-hasher.ts';
import { replacePasswordHash } from '../sql/credentials.ts';
import { endLoginsOf } from '../sql/logins.ts';
import { deleteResetsOf } from '../sql/password-resets.ts';
import { readContact } from '../views/contact.ts';
import { confirmOwnPassword } from './confirm-own-password.ts';

/**
 * Replaces the password of somebody who knows the current one, ends their other logins and tells them by mail.
 * Refusals: `password_wrong`, `password_too_common`, `rate_limited`.
 */
export async function changePassword(
  platform: Platform,
  asked: { accountId: string; loginId: string; current: string; next: string },
): Promise<Refusal | null> {
  const { accountId, loginId } = asked;
  const from = await confirmOwnPassword(platform, accountId, asked.current);
  if (isRefusal(from)) return from;
  if (await isKnownPassword(platform, asked.next, await readContact(platform, accountId)))
    return refuse('password_too_common');
  const to = await passwordHasher.hash(asked.next);
  if (isRefusal(to)) return to;
  const ended = await withTx(platform.db, async (tx) => {
    if (!(await replacePasswordHash(tx, accountId, { from, to }))) return refuse('password_wrong');
    await deleteResetsOf(tx, accountId);
    await enqueue(tx, sendAccountNotice, { accountId, notice: 'password-changed' });
    return endLoginsOf(tx, accountId, 'password_changed', loginId);
  });
  if (isRefusal(ended)) return ended;
  for (const id of ended) loginStatesOf(platform).forget(id);
  return null;
}
