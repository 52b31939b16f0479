import type { Role } from '@og-tickets/contract/endpoint.ts';
import { systemClock } from '../../../platform/clock.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { closeForErasure, findAccountId } from '../../accounts/index.ts';
import { recordAction } from '../../audit/index.ts';
import { countTicketsToCome } from '../sql/kept-rows.ts';
import { eraseBatch } from './erase-closed.ts';

/**
 * Erases the account of an address at once, of staff too, for an operator at the machine. Refusals: `not_found` when no
 * account has the address; `tickets_to_come`; `last_admin`.
 */
export async function eraseAccount(
  { db, keys, clock = systemClock }: Pick<Platform, 'db' | 'keys'> & Partial<Pick<Platform, 'clock'>>,
  email: string,
): Promise<{ role: Role } | Refusal> {
  return withTx<{ role: Role } | Refusal>(db, async (tx) => {
    const accountId = await findAccountId({ db: tx, keys }, email);
    if (accountId === undefined) return refuse('not_found');
    if ((await countTicketsToCome(tx, accountId)) > 0) return refuse('tickets_to_come');
    const closed = await closeForErasure(tx, accountId);
    if (isRefusal(closed)) return closed;
    await eraseBatch(tx, keys, { limit: 1, accountId });
    await recordAction(
      tx,
      { keys, clock },
      { accountId: null, role: 'operator' },
      { action: 'account.erased', subject: { kind: 'account', id: accountId }, before: { role: closed.role } },
    );
    return closed;
  });
}
