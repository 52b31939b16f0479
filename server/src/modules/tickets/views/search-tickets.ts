import type { Platform } from '../../../platform/platform.ts';
import { nameIndex } from '../../accounts/index.ts';
import { type SearchedTicket, selectByHolder, selectByOrder } from '../sql/search.ts';
import { holderNameOf } from './holder-name.ts';

/** A ticket that was found, with all names on it. */
export type FoundTicket = Omit<SearchedTicket, 'accountId' | 'data_key_sealed' | 'holders_sealed'> & { holder: string };

type Shop = Pick<Platform, 'db' | 'keys' | 'log'>;

function show(shop: Shop, tickets: readonly SearchedTicket[]): FoundTicket[] {
  return tickets.map((ticket) => {
    const { accountId: _account, data_key_sealed: _key, holders_sealed: _holders, ...shown } = ticket;
    return { ...shown, holder: holderNameOf(shop, ticket) };
  });
}

/** The tickets of an order for a session, whatever their state. */
export async function searchByOrder(
  shop: Shop,
  wanted: { sessionId: number; orderCode: string; limit: number },
): Promise<FoundTicket[]> {
  return show(shop, await selectByOrder(shop.db, wanted));
}

/**
 * Tickets of a session on which every word of `name` stands, whatever the accents, by the index of name words: whole words
 * only. Nothing where there is no letter in it.
 */
export async function searchByHolder(
  shop: Shop,
  { name, ...wanted }: { sessionId: number; name: string; limit: number },
): Promise<FoundTicket[]> {
  const words = nameIndex(shop.keys, [name]);
  return words.length === 0 ? [] : show(shop, await selectByHolder(shop.db, { ...wanted, words }));
}
