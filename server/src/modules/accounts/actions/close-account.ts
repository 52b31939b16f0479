import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendAccountClosed } from '../job-names.ts';
import { hashToken } from '../secret-token.ts';
import { closeActive, reopen } from '../sql/erasure.ts';
import { endLoginsOf } from '../sql/logins.ts';

/**
 * Closes an account at its owner's wish: its logins end, and a mail brings the link that takes it back until the moment
 * that this returns. Refusal: `not_found` for one that is not active.
 */
export async function closeAccount(
  tx: Tx,
  accountId: string,
): Promise<{ eraseAfter: Date; logins: string[] } | Refusal> {
  const eraseAfter = await closeActive(tx, accountId);
  if (eraseAfter === undefined) return refuse('not_found');
  const logins = await endLoginsOf(tx, accountId, 'closed');
  await enqueue(tx, sendAccountClosed, { accountId });
  return { eraseAfter, logins };
}

/** Opens a closed account again with the token of its mail. Refusal: `token_invalid`, also when it is too late. */
export function undoErasure(platform: Pick<Platform, 'db'>, token: string): Promise<Refusal | null> {
  return withTx(platform.db, async (tx) => ((await reopen(tx, hashToken(token))) ? null : refuse('token_invalid')));
}
