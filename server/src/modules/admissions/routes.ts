import * as contract from '@og-tickets/contract/admissions.ts';
import { searchTickets } from '@og-tickets/contract/gate-lists.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { offerNames } from '../catalog/index.ts';
import type { Redeemer } from './actions/redeem-ticket.ts';
import { searchForTickets } from './actions/search-tickets.ts';
import { listGateSessions } from './views/gate-sessions.ts';
import { readStaff } from './views/staff.ts';

/** What a controller's scanner asks for. */
export function admissionRoutes(platform: Platform, redeemer: Redeemer): Route[] {
  const { clock } = platform;
  return [
    route(contract.listGateSessions, async ({ query, caller, locale }) => {
      const staff = await readStaff(platform, caller);
      if (staff.device?.state === 'over') return refuse('device_revoked');
      const wanted = { q: query.q ?? '', now: new Date(clock.nowMs()), staff };
      return reply(200, await listGateSessions(platform.db, wanted, locale));
    }),
    route(searchTickets, async ({ params, query, caller, locale }) => {
      const found = await searchForTickets(platform, { session: params.code, q: query.q }, caller);
      if (isRefusal(found)) return found;
      const names = await offerNames(platform.db, locale);
      const items = found.map(({ offer, inside, ...ticket }) => ({
        ...ticket,
        inside: Math.max(0, inside),
        offerName: names.get(offer) ?? offer,
      }));
      return reply(200, { items });
    }),
    route(contract.redeem, async (context) => {
      const { body, caller, locale } = context;
      const result = await redeemer.redeem(body, { caller, locale, hasLeft: () => context.hasLeft() });
      return isRefusal(result) ? result : reply(200, result);
    }),
  ];
}
