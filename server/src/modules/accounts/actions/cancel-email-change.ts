import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { hashToken } from '../secret-token.ts';
import { deleteOpenEmailChange, lockEmailChangeOfToken } from '../sql/email-changes.ts';

/** Stops a change of address that is under way, for whoever got either mail. Refusal: `token_invalid`. */
export async function cancelEmailChange(platform: Platform, token: string): Promise<Refusal | null> {
  return withTx(platform.db, async (tx) => {
    const change = await lockEmailChangeOfToken(tx, hashToken(token));
    if (change === undefined) return refuse('token_invalid');
    await deleteOpenEmailChange(tx, change.accountId);
    return null;
  });
}

/** Gives up the change of address of an account, if one is under way. */
export async function dropEmailChange(platform: Platform, accountId: string): Promise<void> {
  await withTx(platform.db, (tx) => deleteOpenEmailChange(tx, accountId));
}
