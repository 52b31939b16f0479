import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendEmailChanged } from '../job-names.ts';
import { hashToken } from '../secret-token.ts';
import { emailIndex, openChangedEmail, openDataKey, sealEmail } from '../personal-data.ts';
import { confirmSide, findNewEmail, lockEmailChangeOfToken, takeNewEmail } from '../sql/email-changes.ts';
import { findDataKey } from '../sql/personal-data.ts';
import { deleteResetsOf } from '../sql/password-resets.ts';

/**
 * Confirms one side of a change of address. The second side carries it out and has both addresses told; links to a new
 * password that went to the old one are dead then. Refusals: `token_invalid`; `email_in_use` when another account has got
 * the new address meanwhile.
 */
export async function confirmEmailChange(platform: Platform, token: string): Promise<'waiting' | 'done' | Refusal> {
  const tokenHash = hashToken(token);
  return withTx<'waiting' | 'done' | Refusal>(platform.db, async (tx) => {
    const change = await lockEmailChangeOfToken(tx, tokenHash);
    const confirmed = change === undefined ? null : await confirmSide(tx, change.id, change.side);
    if (change === undefined || confirmed === null) return refuse('token_invalid');
    if (!confirmed.both) return 'waiting';
    const dataKey = openDataKey(platform.keys, await findDataKey(tx, change.accountId));
    const newEmail = openChangedEmail(dataKey, change.id, 'new', await findNewEmail(tx, change.id));
    const taken = { sealed: sealEmail(dataKey, change.accountId, newEmail), key: emailIndex(platform.keys, newEmail) };
    if (!(await takeNewEmail(tx, change.id, taken))) return refuse('email_in_use');
    await deleteResetsOf(tx, change.accountId);
    await enqueue(tx, sendEmailChanged, { changeId: change.id, side: 'old' });
    await enqueue(tx, sendEmailChanged, { changeId: change.id, side: 'new' });
    return 'done';
  });
}
