import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { lockTicket } from '../sql/lock-ticket.ts';
import { revokeOffer } from '../sql/transfers.ts';

/**
 * Takes the open offer of a ticket back; done when there is none. Refusal: `not_found` for a ticket that is not the
 * account's, so also for one that was accepted in the meantime.
 */
export function cancelTransfer(
  { db }: Pick<Platform, 'db'>,
  owned: { ticketId: string; accountId: string },
): Promise<Refusal | null> {
  return withTx(db, async (tx) => {
    const ticket = await lockTicket(tx, owned);
    if (ticket === undefined) return refuse('not_found');
    await revokeOffer(tx, ticket.id);
    return null;
  });
}
