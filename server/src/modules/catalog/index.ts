import type { StateStreams } from '../../platform/http/state-streams.ts';
import type { Route } from '../../platform/http/route.ts';
import type { Module, Platform } from '../../platform/platform.ts';
import { catalogAdminRoutes, type EditNeighbours } from './admin-routes.ts';
import { catalogRoutes } from './routes.ts';
import { AvailabilityStreams } from './views/availability-streams.ts';
import type { CatalogueKeeper } from './views/snapshot/catalogue-keeper.ts';

export { changeSession, resumeSales, type SessionChangeWish } from './actions/change-session.ts';
export { type ImportRequest, importCatalogue } from './actions/import-catalogue.ts';
export { formatProblems, formatReport } from './rules/import-report.ts';
export { normalizeSearch } from './rules/search.ts';
export { hasSessions } from './sql/sessions.ts';
export { offerNames, offersByPlaces } from './views/offers.ts';
export {
  readSaleTerms,
  readSaleTermsOfMany,
  type SaleTerms,
  type SaleTermsJson,
  saleCodeKey,
  saleKey,
  saleTermsExpression,
  saleTermsOf,
} from './views/sale-terms.ts';
export { readRefundTerms, type RefundTerms, readSessionChange, wereChangedSince } from './views/session-changes.ts';
export { type SessionBrief, sessionSummaries } from './views/session-summaries.ts';
export { CatalogueKeeper } from './views/snapshot/catalogue-keeper.ts';

/** What is for sale and when: venues, sports, sessions, categories and offers. What visitors read of it is in memory. */
export function catalogModule(
  platform: Platform,
  { keeper, streams, ...neighbours }: { keeper: CatalogueKeeper; streams: StateStreams } & EditNeighbours,
): Module {
  const availability = new AvailabilityStreams(keeper, streams);
  return {
    name: 'catalog',
    routes: [
      ...catalogRoutes(keeper, availability),
      ...tellingOthers(platform, catalogAdminRoutes(platform, neighbours)),
    ],
    start: () => {
      platform.fanOut.subscribe('catalogue', () => void keeper.catchUp());
      return keeper.start();
    },
    catchUp: () => keeper.catchUp(),
    stop: () => {
      availability.close();
      return keeper.stop();
    },
    condition: () => ({ name: 'catalogue', detail: keeper.age() }),
  };
}

/** The same routes; after each change the other processes look at the catalogue at once. */
function tellingOthers({ fanOut }: Platform, routes: readonly Route[]): Route[] {
  return routes.map((one) => {
    if (one.endpoint.method === 'GET') return one;
    const handle: Route['handle'] = async (context) => {
      const done = await one.handle(context);
      fanOut.publish('catalogue', '');
      return done;
    };
    return { ...one, handle };
  });
}
