import * as contract from '@og-tickets/contract/catalog.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import { decodeCursor } from './rules/cursor.ts';
import type { AvailabilityStreams } from './views/availability-streams.ts';
import { listOffers } from './views/offers.ts';
import { listSessions } from './views/session-list.ts';
import { sessionPage } from './views/session-page.ts';
import type { CatalogueKeeper } from './views/snapshot/catalogue-keeper.ts';
import { listSports, listVenues } from './views/sports-and-venues.ts';

const brokenCursor = {
  fr: 'Ce curseur n’est pas valable pour ce tri. Recommencez à la première page.',
  en: 'This cursor is not valid for this order. Start again at the first page.',
};

/** What anyone may read of the catalogue, from memory. */
export function catalogRoutes(keeper: CatalogueKeeper, availability: AvailabilityStreams): Route[] {
  return [
    route(contract.listSessions, async ({ query, locale }) => {
      const { cursor: text, ...filter } = query;
      const cursor = text === undefined ? null : decodeCursor(text, filter.sort ?? 'date');
      if (text !== undefined && cursor === null) {
        return refuse('invalid_request', { fields: [{ field: 'query.cursor', message: brokenCursor[locale] }] });
      }
      return reply(200, listSessions(keeper.catalogue, filter, { cursor, locale }));
    }),
    route(contract.readSession, async ({ params, locale }) => {
      const session = await keeper.find(params.code);
      const page = session === null ? null : sessionPage(keeper.catalogue, session, locale);
      return page === null ? refuse('not_found') : reply(200, page);
    }),
    route(contract.followAvailability, async ({ params, address }) => {
      const stream = await availability.open(params.code, address);
      return isRefusal(stream) ? stream : reply(200, stream);
    }),
    route(contract.listOffers, async ({ locale }) => reply(200, listOffers(keeper.catalogue, locale))),
    route(contract.listSports, async ({ locale }) => reply(200, listSports(keeper.catalogue, locale))),
    route(contract.listVenues, async ({ locale }) => reply(200, listVenues(keeper.catalogue, locale))),
  ];
}
