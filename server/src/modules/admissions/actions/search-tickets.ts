import { normalizeOrderCode } from '@og-tickets/contract/rules/order-code.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { normalizeSearch } from '../../catalog/index.ts';
import { type FoundTicket, searchByHolder, searchByOrder } from '../../tickets/index.ts';
import { insertSearch } from '../sql/searches.ts';
import { readGateSession } from '../views/gate-session.ts';
import { admitToSession, type GateCaller } from '../views/staff.ts';

const shownMost = 20;
const patienceMs = 12_000;
const busyRetrySeconds = 2;

type Shop = Pick<Platform, 'db' | 'keys' | 'log' | 'clock'>;

/** Looks for tickets at the gates, one holder at a time: opening names takes time that scans need too. */
export class TicketSearch {
  readonly #shop: Shop;
  #isSearching = false;

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  /**
   * Tickets of a session by order code or holder, for supervisors who work there and for admins; who looked and what they were
   * shown is kept. Refused: `not_found`, `not_posted`, `device_revoked`, `supervisor_needed`, and `overloaded` while somebody
   * else looks for a name or when time did not suffice to look at all.
   */
  async search(
    wish: { session: string; q: string },
    { caller, hasLeft }: { caller: GateCaller; hasLeft: () => boolean },
  ): Promise<FoundTicket[] | Refusal> {
    const facts = await readGateSession(this.#shop.db, wish.session);
    if (facts === null) return refuse('not_found');
    const { sessionId } = facts;
    const admitted = await admitToSession(this.#shop, caller, { sessionId, gate: null });
    if (isRefusal(admitted)) return admitted;
    if (!admitted.supervisor) return refuse('supervisor_needed');
    // A name may look like a code: it is one where there is such an order.
    const orderCode = normalizeOrderCode(wish.q);
    const ofOrder =
      orderCode === null ? [] : await searchByOrder(this.#shop, { sessionId, orderCode, limit: shownMost });
    const found = ofOrder.length > 0 ? ofOrder : await this.#byHolder(sessionId, wish.q, hasLeft);
    if (isRefusal(found)) return found;
    const search = {
      sessionId,
      controllerId: caller.accountId,
      deviceId: admitted.deviceId,
      by: ofOrder.length > 0 ? ('order' as const) : ('holder' as const),
      ticketIds: found.map(({ id }) => id),
    };
    await withTx(this.#shop.db, (tx) => insertSearch(tx, search));
    return found;
  }

  async #byHolder(sessionId: number, q: string, hasLeft: () => boolean): Promise<FoundTicket[] | Refusal> {
    const words = normalizeSearch(q).split(' ').filter(Boolean);
    if (words.length === 0) return [];
    if (this.#isSearching) return refuse('overloaded', { retryAfterSeconds: busyRetrySeconds });
    this.#isSearching = true;
    try {
      const wanted = { sessionId, words, limit: shownMost, patienceMs, hasLeft };
      const { found, all } = await searchByHolder(this.#shop, wanted);
      // Nothing found in some of the tickets does not mean that there is none.
      return all || found.length > 0 ? found : refuse('overloaded', { retryAfterSeconds: busyRetrySeconds });
    } finally {
      this.#isSearching = false;
    }
  }
}
