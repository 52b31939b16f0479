import type { Role } from '@og-tickets/contract/endpoint.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendAccountClosed } from '../job-names.ts';
import { hashToken } from '../secret-token.ts';
import { lockAccount } from '../sql/accounts.ts';
import { isLastAdmin } from '../sql/admins.ts';
import { closeActive, closeAtOnce, reopen } from '../sql/erasure.ts';
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

/**
 * Closes an account of any role for its erasure in the same transaction, at the wish of an operator. Refusals: `not_found`
 * when there is none or it was erased; `last_admin`.
 */
export async function closeForErasure(tx: Tx, accountId: string): Promise<{ role: Role } | Refusal> {
  const account = await lockAccount(tx, accountId);
  if (account === undefined || account.status === 'erased') return refuse('not_found');
  if (await isLastAdmin(tx, accountId)) return refuse('last_admin');
  await closeAtOnce(tx, accountId);
  await endLoginsOf(tx, accountId, 'closed');
  return { role: account.role };
}

/** Opens a closed account again with the token of its mail. Refusal: `token_invalid`, also when it is too late. */
export function undoErasure(platform: Pick<Platform, 'db'>, token: string): Promise<Refusal | null> {
  return withTx(platform.db, async (tx) => ((await reopen(tx, hashToken(token))) ? null : refuse('token_invalid')));
}
