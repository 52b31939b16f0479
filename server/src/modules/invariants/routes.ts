import * as contract from '@og-tickets/contract/invariants.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { watchInvariants } from './actions/watch-invariants.ts';
import { readChecks } from './views/checks.ts';

/** What the back office shows of the promises. */
export function invariantRoutes(platform: Platform): Route[] {
  const { db } = platform;
  return [
    route(contract.listInvariants, async () => reply(200, await readChecks(db))),
    route(
      contract.checkInvariants,
      async () => {
        await watchInvariants(platform);
        return reply(200, await readChecks(db));
      },
      { perAddressPerMinute: 6 },
    ),
  ];
}
