import { readTicketEvent } from '@og-tickets/contract/ticket-files.ts';
import { refuse } from '../../platform/http/refusal.ts';
import { fileReply, type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { readCalendarEntry } from './views/calendar-entry.ts';

/** An account's tickets as files. Another's is not found. */
export function ticketFileRoutes(platform: Platform): Route[] {
  return [
    route(readTicketEvent, async ({ caller, params, locale }) => {
      const file = await readCalendarEntry(platform, { accountId: caller.accountId, ticketId: params.id }, locale);
      return file === null ? refuse('not_found') : fileReply(200, file.bytes, file.fileName);
    }),
  ];
}
