import type { Locale } from '@og-tickets/contract/common.ts';
import { includedVatCents } from '@og-tickets/contract/rules/pricing.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { type TicketWords, ticketWords } from './ticket-words.ts';

/*
 * What is printed on a ticket. French law wants on it: organiser, session, date, place, category, full price or
 * "gratuit", order number, a number of its own and, for a sale in advance, when and where it was sold (CGI, annexe IV,
 * art. 50 sexies B); the holder's name where tickets are nominative (code du sport, R332-20-1).
 */

/** Stands for a space of the code where it is written in clear, because spaces part its groups; no code holds one. */
const spaceMark = '_';
const codeGroup = /.{1,4}/g;

/** A ticket with what only its paper form needs. */
export interface PrintedTicket {
  /** Who organises and sells: the name of the shop. */
  organiser: string;
  ticket: Pick<
    Ticket,
    | 'id'
    | 'session'
    | 'summary'
    | 'doorsAt'
    | 'category'
    | 'offerName'
    | 'places'
    | 'price'
    | 'holders'
    | 'orderCode'
    | 'issuedAt'
  >;
  /** Rate of the VAT in the price, in hundredths of a percent. */
  vatBasisPoints: number;
  /** The text of the QR code. */
  codeText: string;
}

/** One thing that a ticket says, such as "Prix": "90,00 €". */
interface Fact {
  label: string;
  value: string;
  /** A second, smaller line. */
  note?: string;
}

/** All texts of a printed ticket. */
export interface TicketWording {
  organiser: string;
  kind: string;
  sport: string;
  title: string;
  when: string;
  doors: string;
  where: string;
  facts: Fact[];
  /** "Billet n° 0198c2…", the number that no other ticket has. */
  number: string;
  code: string;
  codeHint: string;
  /** The code in groups of four characters. */
  codeGroups: string[];
  /** What the QR code says to those who cannot see it. */
  codeAlternative: string;
  lettersMissing: string;
  rules: string[];
  /** Said of the whole file, under its first ticket. */
  notice?: string;
}

/** What a file of tickets says of itself: its title, for instance "Billet BKB19, commande K7R9XM". */
export function wordDocument(
  tickets: readonly PrintedTicket[],
  locale: Locale,
): { title: string; languageTag: string; organiser: string } {
  const [first] = tickets;
  if (first === undefined) throw new RangeError('a file of tickets has at least one');
  const words = ticketWords[locale];
  const { session, orderCode } = first.ticket;
  const title = tickets.length === 1 ? words.documentTitle(session, orderCode) : words.orderTitle(orderCode);
  return { title, languageTag: words.languageTag, organiser: first.organiser };
}

/** Words a ticket for paper, in French or English, times in the zone of the venue. */
export function wordTicket(printed: PrintedTicket, locale: Locale): TicketWording {
  const { ticket, codeText } = printed;
  const { summary } = ticket;
  const words = ticketWords[locale];
  const local = inZone(summary.timezone, words);
  const codeGroups = codeText.replaceAll(' ', spaceMark).match(codeGroup) ?? [];
  const day = local.day(summary.startsAt);
  const doorsDay = local.day(ticket.doorsAt);
  const doorsTime = local.time(ticket.doorsAt);
  return {
    organiser: printed.organiser,
    kind: words.kind,
    sport: summary.sportName,
    title: summary.title,
    when: words.when(day, local.time(summary.startsAt), local.offset(summary.startsAt)),
    doors: words.doors(doorsDay === day ? doorsTime : `${doorsDay}, ${doorsTime}`),
    where: [summary.venue.name, summary.venue.city].filter(Boolean).join(', '),
    facts: factsOf(printed, words, local.dayAndTime(ticket.issuedAt)),
    number: `${words.number} ${ticket.id}`,
    code: words.code,
    codeHint: words.codeHint(spaceMark),
    codeGroups,
    codeAlternative: words.codeAlternative(codeGroups.join(' ')),
    lettersMissing: words.lettersMissing,
    rules: words.rules(ticket.places),
  };
}

/** A file name for the ticket that is safe on every system: `billet-BKB19-K7R9XM-1f0a9c.pdf`. */
export function ticketFileName(ticket: PrintedTicket['ticket'], locale: Locale): string {
  // The end of the id tells the tickets of one order apart; its beginning is the time of issue.
  return `${locale === 'fr' ? 'billet' : 'ticket'}-${ticket.session}-${ticket.orderCode}-${ticket.id.slice(-6)}.pdf`;
}

/** The same for all tickets of an order: `billets-K7R9XM.pdf`. */
export function orderFileName(orderCode: string, locale: Locale): string {
  return `${locale === 'fr' ? 'billets' : 'tickets'}-${orderCode}.pdf`;
}

/** Says how many tickets of an order its file leaves out, and why; undefined when it has them all. */
export function wordLeftOut(count: { phoneOnly: number; later: number }, locale: Locale): string | undefined {
  const words = ticketWords[locale];
  const sentences = [
    ...(count.phoneOnly > 0 ? [words.phoneOnly(count.phoneOnly)] : []),
    ...(count.later > 0 ? [words.later(count.later)] : []),
  ];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

function factsOf({ organiser, ticket, vatBasisPoints }: PrintedTicket, words: TicketWords, issued: DayAndTime): Fact[] {
  const { cents } = ticket.price;
  const vat = (): string => {
    const rate = new Intl.NumberFormat(words.languageTag, { style: 'percent', maximumFractionDigits: 2 });
    const amount = euros(includedVatCents(cents, vatBasisPoints), words);
    return words.includedVat(narrowSpaces(rate.format(vatBasisPoints / 10_000)), amount);
  };
  return [
    { label: words.holder, value: ticket.holders.filter(Boolean).join(', ') },
    { label: words.category, value: ticket.category },
    { label: words.offer, value: ticket.offerName, note: words.places(ticket.places) },
    cents === 0
      ? { label: words.price, value: words.free }
      : { label: words.price, value: euros(cents, words), note: vat() },
    { label: words.order, value: ticket.orderCode },
    { label: words.soldOnline, value: issued.day, note: issued.time },
    { label: words.organiser, value: organiser },
    { label: words.session, value: ticket.session },
  ];
}

/** "90,00 €" or "€90.00". */
function euros(cents: number, words: TicketWords): string {
  const format = new Intl.NumberFormat(words.languageTag, { style: 'currency', currency: 'EUR' });
  return narrowSpaces(format.format(cents / 100));
}

/** Intl sets a wide no-break space before € and %; French print wants a narrow one. */
function narrowSpaces(text: string): string {
  return text.replaceAll('\u00a0', '\u202f');
}

interface DayAndTime {
  day: string;
  time: string;
}

interface LocalTimes {
  /** "vendredi 31 juillet 2026" */
  day(instant: string): string;
  /** "19 h 15" */
  time(instant: string): string;
  /** "UTC+2" */
  offset(instant: string): string;
  /** Of lesser weight: "12 juillet 2026" and the time. */
  dayAndTime(instant: string): DayAndTime;
}

function inZone(timeZone: string, words: TicketWords): LocalTimes {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(words.languageTag, { timeZone, ...options });
  const fullDay = format({ dateStyle: 'full' });
  const longDay = format({ dateStyle: 'long' });
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  // French says UTC where English says GMT.
  const zone = new Intl.DateTimeFormat('fr-FR', { timeZone, timeZoneName: 'shortOffset' });
  const part = (of: Intl.DateTimeFormat, type: Intl.DateTimeFormatPartTypes, instant: string): string =>
    of.formatToParts(new Date(instant)).find((candidate) => candidate.type === type)?.value ?? '';
  const time = (instant: string): string => words.time(part(clock, 'hour', instant), part(clock, 'minute', instant));
  return {
    day: (instant) => fullDay.format(new Date(instant)),
    time,
    offset: (instant) => part(zone, 'timeZoneName', instant),
    dayAndTime: (instant) => ({ day: longDay.format(new Date(instant)), time: time(instant) }),
  };
}
