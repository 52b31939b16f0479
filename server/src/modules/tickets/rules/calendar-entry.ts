import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { foldLine, textValue, utcTime } from './calendar-text.ts';

/** What a calendar entry is made of. */
export interface CalendarInput {
  ticket: Ticket;
  /** End of the session, ISO 8601. */
  endsAt: string;
  /** Of the venue, in degrees. */
  position: { latitude: number; longitude: number } | null;
  /** The page of the ticket. */
  url: string;
  /** When the entry is made, milliseconds since the Unix epoch. */
  nowMs: number;
}

const words = {
  fr: {
    languageTag: 'fr-FR',
    file: 'epreuve',
    places: (count: number) => (count === 1 ? '1\u00a0place' : `${count}\u00a0places`),
    doors: (time: string) => `Ouverture des portes à ${time} (heure locale).`,
    ticket: (offer: string, places: string, category: string) => `Billet ${offer}, ${places}, catégorie ${category}.`,
    order: (code: string) => `Commande ${code}.`,
    where: 'Votre billet et son code\u202f:',
    reminder: (title: string) => `Demain\u202f: ${title}`,
  },
  en: {
    languageTag: 'en-GB',
    file: 'session',
    places: (count: number) => (count === 1 ? '1\u00a0place' : `${count}\u00a0places`),
    doors: (time: string) => `Doors open at ${time} (local time).`,
    ticket: (offer: string, places: string, category: string) => `${offer} ticket, ${places}, category ${category}.`,
    order: (code: string) => `Order ${code}.`,
    where: 'Your ticket and its code:',
    reminder: (title: string) => `Tomorrow: ${title}`,
  },
} as const;

/**
 * The session of a ticket as an iCalendar file (RFC 5545), with a reminder one day before. A calendar that has the entry
 * already replaces it: its UID is the ticket's id, and a later DTSTAMP or a higher generation wins. A ticket that lets
 * nobody in any more cancels it. The code of the ticket is not in it: calendars are shared.
 */
export function calendarEntry({ ticket, endsAt, position, url, nowMs }: CalendarInput, locale: Locale): string {
  const w = words[locale];
  const { summary } = ticket;
  const title = sessionName(summary);
  const time = new Intl.DateTimeFormat(w.languageTag, { timeStyle: 'short', timeZone: summary.timezone });
  const description = [
    w.ticket(ticket.offerName, w.places(ticket.places), ticket.category),
    w.doors(time.format(new Date(ticket.doorsAt))),
    w.order(ticket.orderCode),
    `${w.where} ${url}`,
  ].join('\n');
  const letsIn = ticket.status === 'valid' || ticket.status === 'used';
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//OG-Tickets//OG-Tickets//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${ticket.id}@og-tickets`,
    `DTSTAMP:${utcTime(nowMs)}`,
    `SEQUENCE:${ticket.generation - 1}`,
    `DTSTART:${utcTime(Date.parse(summary.startsAt))}`,
    `DTEND:${utcTime(Date.parse(endsAt))}`,
    `SUMMARY;LANGUAGE=${locale}:${textValue(title)}`,
    `LOCATION:${textValue([summary.venue.name, summary.venue.city].filter(Boolean).join(', '))}`,
    ...(position === null ? [] : [`GEO:${position.latitude.toFixed(6)};${position.longitude.toFixed(6)}`]),
    `DESCRIPTION;LANGUAGE=${locale}:${textValue(description)}`,
    `URL:${url}`,
    `STATUS:${letsIn ? 'CONFIRMED' : 'CANCELLED'}`,
    'TRANSP:OPAQUE',
    ...(letsIn ? reminderLines(w.reminder(title)) : []),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

/** A safe file name: `epreuve-BKB19.ics`. */
export function calendarFileName(ticket: Pick<Ticket, 'session'>, locale: Locale): string {
  return `${words[locale].file}-${ticket.session}.ics`;
}

function reminderLines(text: string): string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${textValue(text)}`, 'TRIGGER:-P1D', 'END:VALARM'];
}
