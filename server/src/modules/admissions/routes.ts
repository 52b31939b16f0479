import * as contract from '@og-tickets/contract/admissions.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { Redeemer } from './actions/redeem-ticket.ts';
import { listGateSessions } from './views/gate-sessions.ts';

/** What a controller's scanner asks for. */
export function admissionRoutes(platform: Platform): Route[] {
  const { db, clock } = platform;
  const redeemer = new Redeemer(platform);
  return [
    route(contract.listGateSessions, async ({ query, locale }) =>
      reply(200, await listGateSessions(db, { q: query.q ?? '', now: new Date(clock.nowMs()) }, locale)),
    ),
    route(contract.redeem, async (context) => {
      const { body, caller, locale } = context;
      const result = await redeemer.redeem(body, { caller, locale, hasLeft: () => context.hasLeft() });
      return isRefusal(result) ? result : reply(200, result);
    }),
  ];
}
