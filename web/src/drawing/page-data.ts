import { listOffers, listSessions, readSession } from '@og-tickets/contract/catalog.ts';
import type { Endpoint, QueryOf } from '@og-tickets/contract/endpoint.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import type { Question } from '@og-tickets/contract/page-drawing.ts';
import { readShop } from '@og-tickets/contract/settings.ts';
import type { QueryKey } from '@tanstack/react-query';
import { shopQuery } from '../api/shop-query.ts';
import {
  cheapestQuery,
  countQuery,
  nextSessionsQuery,
  offersQuery,
  sessionPagesQuery,
  sessionQuery,
} from '../shop/parts/queries.ts';
import { readSessionSearch } from '../shop/parts/session-search.ts';

/** A question whose answer the page finds under `key`. */
export interface PageQuestion extends Question {
  key: QueryKey;
  /** The page is nothing without it. */
  needed?: true;
  /** The first of many pages. */
  paged?: true;
}

interface PageAddress {
  params: Record<string, string>;
  search: Record<string, unknown>;
}

const question = (
  { id }: Pick<Endpoint, 'id'>,
  key: QueryKey,
  rest: Omit<PageQuestion, 'endpoint' | 'key'> = {},
): PageQuestion => ({ endpoint: id, key, ...rest });

const shop = question(readShop, shopQuery.queryKey);
const listed = ({ queryKey }: { queryKey: readonly [string, QueryOf<typeof listSessions>] }) =>
  question(listSessions, queryKey, { query: { ...queryKey[1] } });

/** What each page that the server draws asks for first, by its route. */
const questions: Record<string, (address: PageAddress) => PageQuestion[]> = {
  '/shop/': () => [
    shop,
    listed(nextSessionsQuery),
    listed(cheapestQuery),
    listed(countQuery({})),
    question(listOffers, offersQuery.queryKey),
  ],
  '/shop/epreuves': ({ search }) => {
    const { queryKey } = sessionPagesQuery(readSessionSearch(search));
    const query = { ...queryKey[1], limit: limits.pageDefault };
    return [shop, question(listSessions, queryKey, { query, paged: true, needed: true })];
  },
  // Whose cart it is, the browser asks.
  '/shop/panier': () => [shop],
  '/shop/epreuves/$code': ({ params: { code = '' } }) => [
    shop,
    question(readSession, sessionQuery(code).queryKey, { params: { code }, needed: true }),
  ],
};

/** What a page asks for before it is drawn; undefined for one that only browsers draw. */
export function questionsOf(route: string, address: PageAddress): PageQuestion[] | undefined {
  return questions[route]?.(address);
}
