import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { closeAccount, loginStatesOf } from '../../accounts/index.ts';
import { countTicketsToCome } from '../sql/kept-rows.ts';

/**
 * Closes the account of somebody who wants it erased. Refusals: `tickets_to_come`, because an erased account could neither
 * show its tickets nor be told that a session moves; `not_found` when it is not active.
 */
export async function closeOwnAccount(
  platform: Platform,
  accountId: string,
): Promise<{ eraseAfter: string } | Refusal> {
  const closed = await withTx<{ eraseAfter: Date; logins: string[] } | Refusal>(platform.db, async (tx) => {
    if ((await countTicketsToCome(tx, accountId)) > 0) return refuse('tickets_to_come');
    return closeAccount(tx, accountId);
  });
  if (isRefusal(closed)) return closed;
  for (const id of closed.logins) loginStatesOf(platform).forget(id);
  return { eraseAfter: closed.eraseAfter.toISOString() };
}
