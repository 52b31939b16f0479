import * as audit from '@og-tickets/contract/audit.ts';
import { refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { verifyJournal } from '../audit/index.ts';
import { peopleRoutes } from './people-routes.ts';
import { journalPage } from './views/journal-page.ts';

/** What an admin asks for. */
export function backofficeRoutes(platform: Platform): Route[] {
  return [
    route(audit.listAuditEntries, async ({ query }) => {
      const page = await journalPage(platform, query);
      return page === null ? refuse('invalid_request') : reply(200, page);
    }),
    route(audit.verifyAudit, async () => reply(200, await verifyJournal(platform)), { perAddressPerMinute: 10 }),
    ...peopleRoutes(platform),
  ];
}
