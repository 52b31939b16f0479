import { setImmediate as nextTurn } from 'node:timers/promises';
import { currency } from '@og-tickets/contract/money.ts';
import { type Audience, zoneCodes } from './categories.ts';
import { type FileKind, type ImportFile, type Row, readTable, type Table } from './csv-table.ts';
import { type Dated, moveByWeeks, weeksUntil } from './dates.ts';
import { type Problem, problem, type RowAt } from './import-problem.ts';
import { type RowReader, readerOf } from './row-reader.ts';

/** `undefined` says nothing of a value, `null` says that there is none. */
export interface SportRow {
  at: RowAt;
  code: string;
  nameFr: string;
  nameEn: string | undefined;
}

export interface VenueRow {
  at: RowAt;
  code: string;
  name: string;
  nameEn: string | undefined;
  city: string;
  capacity: number | null | undefined;
  latitude: number | null | undefined;
  longitude: number | null | undefined;
}

export interface SessionRow extends Dated {
  at: RowAt;
  code: string;
  sport: string;
  venue: string;
  titleFr: string;
  titleEn: string | undefined;
  descriptionFr: string;
  descriptionEn: string | undefined;
  medal: boolean;
  capacity: number | null | undefined;
  /** Hours before the start until which buyers may cancel; null: not at all. */
  cancelHours: number | null | undefined;
}

export interface PriceRow {
  at: RowAt;
  session: string;
  zone: string;
  audience: Audience;
  pricePerPlaceCents: number;
}

/** All that the files say, each code once. */
export interface CatalogueFiles {
  /** Names of the files, as they were given. */
  names: string[];
  sports: Map<string, SportRow>;
  venues: Map<string, VenueRow>;
  sessions: Map<string, SessionRow>;
  /** By session, in the order of the files. */
  prices: Map<string, PriceRow[]>;
  /** Codes that some row of sessions names, be the row good or bad. */
  namedSessions: Set<string>;
  /** False when a file could not be read at all: what it would have said is not known. */
  complete: boolean;
  /** Weeks by which the dates were moved. */
  movedWeeks: number;
  problems: Problem[];
}

const sessionCode = /^[A-Z0-9]{3,10}$/;
const shortCode = /^[A-Z0-9]{2,10}$/;
const capacityMax = 1_000_000;
/** A year before the start nobody has sold tickets for it yet. */
const cancelHoursMax = 24 * 365;
const priceMaxCents = 10_000_000;
/** A session that lasts longer is taken for a slip in one of its dates. */
const sessionMaxHours = 24 * 7;

/** After so many rows others have their turn: a year's timetable takes the time of a hundred calls. */
const rowsATurn = 100;

/** Reads files of any kinds together and moves their dates so that the first session lies on or after `shiftTo`. */
export async function readCatalogueFiles(
  files: readonly ImportFile[],
  shiftTo: Temporal.PlainDate | null = null,
): Promise<CatalogueFiles> {
  const read: ReturnType<typeof readTable>[] = [];
  for (const file of files) {
    read.push(readTable(file));
    await nextTurn();
  }
  const tables = read.flatMap(({ table }) => (table === null ? [] : [table]));
  const problems = read.flatMap((one) => one.problems);
  const rows = rowsByKind(tables);
  const prices = await readEach(rows.prices, problems, readPrice);
  const venues = byCode(await readEach(rows.venues, problems, readVenue), 'venue_code', problems);
  const sports = readSports(await readEach(rows.sports, problems, readSport), problems);
  const sessionRows = await readEach(rows.sessions, problems, readSession);
  // What a session's own row says of its sport and venue counts where no file of sports or venues names them.
  for (const { sport, venue } of sessionRows) {
    addNamed(sports, sport, { code: 'sport_code', name: 'sport' }, problems);
    addNamed(venues, venue, { code: 'venue_code', name: 'venue' }, problems);
  }
  const sessions = byCode(
    sessionRows.map((row) => row.session),
    'session_code',
    problems,
  );
  const movedWeeks = shiftTo === null ? 0 : weeksUntil([...sessions.values()], shiftTo);
  for (const [code, session] of sessions) sessions.set(code, moveByWeeks(session, movedWeeks));
  return {
    names: files.map((file) => file.name),
    sports,
    venues,
    sessions,
    prices: pricesBySession(prices, problems),
    namedSessions: new Set(rows.sessions.map((row) => (row.cells.get('session_code') ?? '').trim())),
    complete: tables.length === files.length,
    movedWeeks,
    problems,
  };
}

function rowsByKind(tables: readonly Table[]): Record<FileKind, Row[]> {
  const rows: Record<FileKind, Row[]> = { sessions: [], prices: [], venues: [], sports: [] };
  for (const table of tables) rows[table.kind].push(...table.rows);
  return rows;
}

async function readEach<T>(
  rows: readonly Row[],
  problems: Problem[],
  read: (reader: RowReader, at: RowAt) => T | null,
): Promise<T[]> {
  const values: T[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % rowsATurn === rowsATurn - 1) await nextTurn();
    const value = read(readerOf(row, problems), row.at);
    if (value !== null) values.push(value);
  }
  return values;
}

function readSport(reader: RowReader, at: RowAt): SportRow | null {
  const sport: SportRow = {
    at,
    code: reader.code('sport_code', shortCode, 'BKB'),
    nameFr: reader.text('sport'),
    nameEn: reader.optionalText('sport_en'),
  };
  return reader.good() ? sport : null;
}

function readVenue(reader: RowReader, at: RowAt): VenueRow | null {
  const venue: VenueRow = {
    at,
    code: reader.code('venue_code', shortCode, 'LIL'),
    name: reader.text('venue'),
    nameEn: reader.optionalText('venue_en'),
    city: reader.text('city'),
    capacity: reader.optionalNumber('capacity', { min: 1, max: capacityMax, whole: true }),
    latitude: reader.optionalNumber('latitude', { min: -90, max: 90, whole: false }),
    longitude: reader.optionalNumber('longitude', { min: -180, max: 180, whole: false }),
  };
  return reader.good() ? venue : null;
}

interface ReadSession {
  session: SessionRow;
  sport: SportRow;
  venue: VenueRow;
}

function readSession(reader: RowReader, at: RowAt): ReadSession | null {
  const sportEn = reader.optionalText('sport_en');
  const descriptionEn = reader.optionalText('description_en');
  const sport = {
    at,
    code: reader.code('sport_code', shortCode, 'BKB'),
    nameFr: reader.text('sport'),
    nameEn: sportEn,
  };
  const venue: VenueRow = {
    at,
    code: reader.code('venue_code', shortCode, 'LIL'),
    name: reader.text('venue'),
    nameEn: reader.optionalText('venue_en'),
    city: reader.text('city'),
    // The capacity of a session's row is the session's own; the venue's stands in the file of venues.
    capacity: undefined,
    latitude: undefined,
    longitude: undefined,
  };
  const code = reader.code('session_code', sessionCode, 'BKB14');
  const texts = {
    titleFr: reader.text('title'),
    titleEn: reader.optionalText('title_en') ?? englishTitle(sportEn, descriptionEn),
    descriptionFr: reader.text('description'),
    descriptionEn,
  };
  const startsAt = reader.instant('starts_at_utc');
  const endsAt = reader.instant('ends_at_utc');
  const timezone = reader.timezone('timezone');
  const medal = reader.oneOf('medal', ['true', 'false']);
  const capacity = reader.optionalNumber('capacity', { min: 1, max: capacityMax, whole: true });
  const cancelHours = reader.optionalNumber('cancel_hours', { min: 0, max: cancelHoursMax, whole: true });
  if (startsAt !== null && endsAt !== null) checkLength(reader, startsAt, endsAt);
  if (!reader.good() || startsAt === null || endsAt === null || medal === null) return null;
  const dated = { startsAt, endsAt, timezone, medal: medal === 'true', capacity, cancelHours };
  return { session: { at, code, sport: sport.code, venue: venue.code, ...texts, ...dated }, sport, venue };
}

function checkLength(reader: RowReader, startsAt: Temporal.Instant, endsAt: Temporal.Instant): void {
  const hours = startsAt.until(endsAt).total('hours');
  if (hours <= 0) reader.fault('ends_at_utc', 'The session ends before it starts.');
  if (hours > sessionMaxHours) reader.fault('ends_at_utc', `The session lasts longer than ${sessionMaxHours} hours.`);
}

/** The timetable has no English titles: the sport and the first of the parts that its English description lists. */
function englishTitle(sportEn: string | undefined, descriptionEn: string | undefined): string | undefined {
  if (sportEn === undefined || descriptionEn === undefined) return undefined;
  const parts = descriptionEn.split(';').map((part) => part.trim());
  const more = parts.length > 1 ? ` (+${parts.length - 1})` : '';
  return `${sportEn} – ${withoutRepeat(parts[0] ?? '')}${more}`;
}

/** `Men's 100m - Men's 100m Final` says the event twice; its second half says all. */
function withoutRepeat(part: string): string {
  const [event = '', phase] = part.split(' - ', 2);
  return phase?.startsWith(event.split(' ', 1)[0] ?? '') ? phase : part;
}

function readPrice(reader: RowReader, at: RowAt): PriceRow | null {
  const session = reader.code('session_code', sessionCode, 'BKB14');
  const zone = reader.oneOf('category', zoneCodes);
  const audience = reader.oneOf('audience', ['standard', 'wheelchair']);
  const pricePerPlaceCents = reader.integer('price_cents', 0, priceMaxCents);
  reader.oneOf('currency', [currency]);
  if (!reader.good() || zone === null || audience === null || pricePerPlaceCents === null) return null;
  return { at, session, zone, audience, pricePerPlaceCents };
}

function byCode<T extends { at: RowAt; code: string }>(
  rows: readonly T[],
  column: string,
  problems: Problem[],
): Map<string, T> {
  const known = new Map<string, T>();
  for (const row of rows) {
    const first = known.get(row.code);
    if (first === undefined) known.set(row.code, row);
    else problems.push(problem(row.at, column, `${row.code} stands already in ${whereIs(first.at)}.`));
  }
  return known;
}

/** A sport may stand once for each of several programmes, always with the same names. */
function readSports(rows: readonly SportRow[], problems: Problem[]): Map<string, SportRow> {
  const sports = new Map<string, SportRow>();
  for (const row of rows) addNamed(sports, row, { code: 'sport_code', name: 'sport' }, problems);
  return sports;
}

type Named = SportRow | VenueRow;

function nameOf(row: Named): string {
  return 'city' in row ? `${row.name}, ${row.city}` : row.nameFr;
}

function addNamed<T extends Named>(
  known: Map<string, T>,
  row: T,
  column: { code: string; name: string },
  problems: Problem[],
): void {
  const first = known.get(row.code);
  if (first === undefined) {
    known.set(row.code, row);
  } else if (nameOf(first) !== nameOf(row)) {
    const message = `${row.code} is "${nameOf(row)}" here and "${nameOf(first)}" in ${whereIs(first.at)}.`;
    problems.push(problem(row.at, column.name, message));
  }
}

function pricesBySession(rows: readonly PriceRow[], problems: Problem[]): Map<string, PriceRow[]> {
  const prices = new Map<string, PriceRow[]>();
  for (const row of rows) {
    const known = prices.get(row.session) ?? [];
    const first = known.find((other) => other.zone === row.zone && other.audience === row.audience);
    if (first === undefined) prices.set(row.session, [...known, row]);
    else {
      const message = `The price of ${row.session}, ${row.zone}, ${row.audience} stands already in ${whereIs(first.at)}.`;
      problems.push(problem(row.at, 'category', message));
    }
  }
  return prices;
}

function whereIs(at: RowAt): string {
  return `${at.file}, line ${at.line}`;
}
