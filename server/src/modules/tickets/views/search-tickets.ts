import { setImmediate } from 'node:timers/promises';
import type { Platform } from '../../../platform/platform.ts';
import { normalizeSearch } from '../../catalog/index.ts';
import { type SearchedTicket, selectByOrder, selectNextTickets } from '../sql/search.ts';
import { holderNameOf } from './holder-name.ts';

/** Tickets whose names are opened before whatever else waits has its turn: some milliseconds. */
const openedAtOnce = 200;
const firstId = '00000000-0000-0000-0000-000000000000';

/** A ticket that was found, with all names on it. */
export type FoundTicket = Omit<SearchedTicket, 'accountId' | 'data_key_sealed' | 'holders_sealed'> & { holder: string };

type Shop = Pick<Platform, 'db' | 'keys' | 'log'>;

function show(ticket: SearchedTicket, holder: string): FoundTicket {
  const { accountId: _account, data_key_sealed: _key, holders_sealed: _holders, ...shown } = ticket;
  return { ...shown, holder };
}

/** The tickets of an order for a session, whatever their state. */
export async function searchByOrder(
  shop: Shop,
  wanted: { sessionId: number; orderCode: string; limit: number },
): Promise<FoundTicket[]> {
  const tickets = await selectByOrder(shop.db, wanted);
  return tickets.map((ticket) => show(ticket, holderNameOf(shop, ticket)));
}

/**
 * Tickets of a session on which every word stands, whatever the accents. Names are sealed one by one and have no index that
 * would tell who has the same, so this opens those of the session, a batch at a time, until enough are found, nobody waits
 * any more, or it is too late. 80,000 tickets take a second and a half of a processor. `all`: every ticket was looked at, or
 * as many as were wanted were found.
 */
export async function searchByHolder(
  shop: Shop,
  wanted: { sessionId: number; words: readonly string[]; limit: number; patienceMs: number; hasLeft: () => boolean },
): Promise<{ found: FoundTicket[]; all: boolean }> {
  const { sessionId, words, limit, patienceMs, hasLeft } = wanted;
  const deadlineMs = performance.now() + patienceMs;
  const found: FoundTicket[] = [];
  let after = firstId;
  for (;;) {
    const tickets = await selectNextTickets(shop.db, { sessionId, after, limit: openedAtOnce });
    for (const ticket of tickets) {
      const holder = holderNameOf(shop, ticket);
      const folded = normalizeSearch(holder);
      if (holder !== '' && words.every((word) => folded.includes(word))) found.push(show(ticket, holder));
    }
    const last = tickets.at(-1);
    const isOver = last === undefined || tickets.length < openedAtOnce || found.length >= limit;
    if (isOver || hasLeft() || performance.now() > deadlineMs) return { found: found.slice(0, limit), all: isOver };
    after = last.id;
    await setImmediate();
  }
}
