import type { Locale } from '@og-tickets/contract/common.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { calendarEntry, calendarFileName } from '../rules/calendar-entry.ts';
import { hasCode } from '../rules/code-given.ts';
import { findVenuePosition } from '../sql/venue-position.ts';
import { readOwnTicket } from './own-tickets.ts';

/** The session of an account's ticket as a file for its calendar; null when it is not this account's or lets nobody in. */
export async function readCalendarEntry(
  platform: Platform,
  owned: { ticketId: string; accountId: string },
  locale: Locale,
): Promise<{ bytes: Buffer; fileName: string } | null> {
  const { db, clock } = platform;
  const own = await readOwnTicket(platform, owned, locale);
  if (own === null || !hasCode(own.ticket.status)) return null;
  const { ticket, endsAt } = own;
  const text = calendarEntry(
    {
      ticket,
      endsAt,
      position: await findVenuePosition(db, ticket.summary.venue.code),
      url: `${publicOrigin(platform)}/billets/${ticket.id}`,
      nowMs: clock.nowMs(),
    },
    locale,
  );
  return { bytes: Buffer.from(text, 'utf8'), fileName: calendarFileName(ticket, locale) };
}
