import { limits } from '@og-tickets/contract/limits.ts';
import { normalizeOrderCode } from '@og-tickets/contract/rules/order-code.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type FoundTicket, searchByHolder, searchByOrder } from '../../tickets/index.ts';
import { insertSearch } from '../sql/searches.ts';
import { readGateSession } from '../views/gate-session.ts';
import { admitToSession, type GateCaller } from '../views/staff.ts';

/**
 * Tickets of a session by order code or holder, for supervisors who work there and for admins; who looked and what they were
 * shown is kept. Refused: `not_found`, `not_posted`, `device_revoked`, `supervisor_needed`.
 */
export async function searchForTickets(
  shop: Pick<Platform, 'db' | 'keys' | 'log' | 'clock'>,
  wish: { session: string; q: string },
  caller: GateCaller,
): Promise<FoundTicket[] | Refusal> {
  const facts = await readGateSession(shop.db, wish.session);
  if (facts === null) return refuse('not_found');
  const { sessionId } = facts;
  const limit = limits.ticketsFoundMax;
  const admitted = await admitToSession(shop, caller, { sessionId, gate: null });
  if (isRefusal(admitted)) return admitted;
  if (!admitted.supervisor) return refuse('supervisor_needed');
  // A name may look like a code: it is one where there is such an order.
  const orderCode = normalizeOrderCode(wish.q);
  const ofOrder = orderCode === null ? [] : await searchByOrder(shop, { sessionId, orderCode, limit });
  const found = ofOrder.length > 0 ? ofOrder : await searchByHolder(shop, { sessionId, name: wish.q, limit });
  const search = {
    sessionId,
    controllerId: caller.accountId,
    deviceId: admitted.deviceId,
    by: ofOrder.length > 0 ? ('order' as const) : ('holder' as const),
    ticketIds: found.map(({ id }) => id),
  };
  await withTx(shop.db, (tx) => insertSearch(tx, search));
  return found;
}
