import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CatalogueFiles, PriceRow, SessionRow, SportRow, VenueRow } from './catalogue-files.ts';
import { splitCapacity } from './capacity.ts';
import { categoryCode, categoryPosition } from './categories.ts';
import { doorsAt } from './dates.ts';
import { type Problem, problem, type RowAt } from './import-problem.ts';
import type {
  CatalogueState,
  CategoryValues,
  SessionValues,
  SportValues,
  StoredCategory,
  VenueValues,
} from './import-state.ts';
import { placesPerAccount } from './limits.ts';
import { searchTextOf } from './search.ts';
import { unknownSessions } from './unknown-sessions.ts';

/**
 * Places of a venue that no source tells: about the smallest of the timetable's venues, so that a session with prices
 * can be sold without promising many places. The report names the sessions; a capacity in a later import replaces it.
 */
const assumedCapacity = 1_000;
/** After so many sessions others have their turn. */
const sessionsATurn = 100;

/** What an import does to the rows of one kind. */
export interface KindPlan<Values> {
  created: Values[];
  changed: { values: Values; fields: string[] }[];
  withdrawn: Values[];
  unchanged: number;
}

export interface ImportPlan {
  sports: KindPlan<SportValues>;
  venues: KindPlan<VenueValues>;
  sessions: KindPlan<SessionValues>;
  categories: KindPlan<CategoryValues>;
  /** Sentences that the importer's caller should read. */
  notices: string[];
  problems: Problem[];
  /** The row that decides the places of a session, by its code: where to point when they cannot be had. */
  decidedAt: Map<string, RowAt>;
}

/** What a session is to become: the values of its row and its categories, without places yet. */
interface Wanted {
  session: SessionValues;
  categories: Omit<CategoryValues, 'capacity'>[];
  /** False: no file speaks of the session; its categories stay as they are. */
  touched: boolean;
}

/** Compares what the files want with what the database holds. Nothing is written; problems forbid writing. */
export async function planImport(files: CatalogueFiles, state: CatalogueState): Promise<ImportPlan> {
  const sports = new Map(state.sports);
  for (const row of files.sports.values()) sports.set(row.code, wantedSport(row, state.sports.get(row.code)));
  const venues = new Map(state.venues);
  for (const row of files.venues.values()) venues.set(row.code, wantedVenue(row, state.venues.get(row.code)));
  const unknown = unknownSessions(files, state);
  const plan: ImportPlan = {
    sports: compareAll([...files.sports.keys()], state.sports, sports),
    venues: compareAll([...files.venues.keys()], state.venues, venues),
    sessions: emptyPlan(),
    categories: emptyPlan(),
    notices: unknown.notices,
    problems: [...files.problems, ...zoneProblems(files, state), ...unknown.problems],
    decidedAt: new Map(),
  };
  const assumed = new Map<string, number>();
  const codes = new Set([...state.sessions.keys(), ...files.sessions.keys()]);
  for (const [index, code] of [...codes].entries()) {
    if (index % sessionsATurn === sessionsATurn - 1) await nextTurn();
    const wanted = wantedSession(code, { files, state, sports, venues });
    if (wanted === null) continue;
    const stored = state.sessions.get(code);
    if (wanted.touched || stored?.search_text !== wanted.session.search_text) {
      compare(plan.sessions, stored, wanted.session);
    }
    if (!wanted.touched) continue;
    const at =
      files.sessions.get(code)?.at ?? files.prices.get(code)?.[0]?.at ?? files.venues.get(wanted.session.venue)?.at;
    if (at !== undefined) plan.decidedAt.set(code, at);
    const known = wanted.session.capacity ?? venues.get(wanted.session.venue)?.capacity ?? null;
    if (known === null && wanted.categories.length > 0) {
      assumed.set(wanted.session.venue, (assumed.get(wanted.session.venue) ?? 0) + 1);
    }
    planCategories(plan, wanted, { stored: state.categories.get(code) ?? [], capacity: known ?? assumedCapacity });
  }
  plan.notices.push(...noticesOf(plan, files, assumed));
  plan.problems = inFileOrder(plan.problems, files.names);
  return plan;
}

/** As a reader goes through the files: in the order given, from the top. */
function inFileOrder(problems: readonly Problem[], files: readonly string[]): Problem[] {
  return problems.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line);
}

function emptyPlan<V>(): KindPlan<V> {
  return { created: [], changed: [], withdrawn: [], unchanged: 0 };
}

function compareAll<V extends object>(
  codes: readonly string[],
  stored: ReadonlyMap<string, V>,
  wanted: ReadonlyMap<string, V>,
): KindPlan<V> {
  const plan = emptyPlan<V>();
  for (const code of codes) {
    const values = wanted.get(code);
    if (values !== undefined) compare(plan, stored.get(code), values);
  }
  return plan;
}

/** Adds one row to a plan. Only the fields of `wanted` are compared: `stored` may hold more. */
function compare<V extends object>(plan: KindPlan<V>, stored: V | undefined, wanted: V): void {
  if (stored === undefined) {
    plan.created.push(wanted);
    return;
  }
  const before = new Map<string, unknown>(Object.entries(stored));
  const fields = Object.entries(wanted).flatMap(([field, value]) => (before.get(field) === value ? [] : [field]));
  if (fields.length === 0) plan.unchanged += 1;
  else plan.changed.push({ values: wanted, fields });
}

function wantedSport(row: SportRow, stored: SportValues | undefined): SportValues {
  return { code: row.code, name_fr: row.nameFr, name_en: row.nameEn ?? stored?.name_en ?? row.nameFr };
}

function wantedVenue(row: VenueRow, stored: VenueValues | undefined): VenueValues {
  const keep = <T>(value: T | null | undefined, before: T | null | undefined): T | null =>
    value === undefined ? (before ?? null) : value;
  return {
    code: row.code,
    name: row.name,
    name_en: keep(row.nameEn, stored?.name_en),
    city: row.city,
    capacity: keep(row.capacity, stored?.capacity),
    latitude: keep(row.latitude, stored?.latitude),
    longitude: keep(row.longitude, stored?.longitude),
  };
}

interface Around {
  files: CatalogueFiles;
  state: CatalogueState;
  sports: ReadonlyMap<string, SportValues>;
  venues: ReadonlyMap<string, VenueValues>;
}

function wantedSession(code: string, around: Around): Wanted | null {
  const row = around.files.sessions.get(code);
  const stored = around.state.sessions.get(code);
  const base = row === undefined ? stored : sessionValues(row, stored);
  if (base === undefined) return null;
  const sport = around.sports.get(base.sport);
  const venue = around.venues.get(base.venue);
  const named = { ...base, search_text: searchText(base, sport, venue) };
  const prices = around.files.prices.get(code);
  const capacityMoved =
    base.capacity === null && (venue?.capacity ?? null) !== (around.state.venues.get(base.venue)?.capacity ?? null);
  const touched = row !== undefined || prices !== undefined || capacityMoved;
  const categories = prices === undefined ? (around.state.categories.get(code) ?? []) : pricedCategories(prices);
  if (!touched) return { session: named, categories: [], touched };
  const highestPriceCents = Math.max(0, ...categories.map((category) => category.price_per_place_cents));
  const places = placesPerAccount({ sport: base.sport, medal: base.medal, highestPriceCents });
  return { session: { ...named, places_per_account: places }, categories: [...categories], touched };
}

function sessionValues(row: SessionRow, stored: SessionValues | undefined): SessionValues {
  return {
    code: row.code,
    sport: row.sport,
    venue: row.venue,
    title_fr: row.titleFr,
    title_en: row.titleEn ?? row.titleFr,
    description_fr: row.descriptionFr,
    description_en: row.descriptionEn ?? row.descriptionFr,
    search_text: '',
    starts_at: isoOf(row.startsAt),
    ends_at: isoOf(row.endsAt),
    doors_at: isoOf(doorsAt(row.startsAt)),
    timezone: row.timezone,
    capacity: row.capacity === undefined ? (stored?.capacity ?? null) : row.capacity,
    medal: row.medal,
    places_per_account: 0,
    cancellable_until: cancellableUntil(row, stored),
  };
}

function cancellableUntil(row: SessionRow, stored: SessionValues | undefined): string | null {
  if (row.cancelHours === undefined) return stored?.cancellable_until ?? null;
  return row.cancelHours === null ? null : isoOf(row.startsAt.subtract({ hours: row.cancelHours }));
}

/** The one way in which a time is written, so that equal times are equal texts. */
function isoOf(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString();
}

function searchText(session: SessionValues, sport: SportValues | undefined, venue: VenueValues | undefined): string {
  return searchTextOf([
    session.code,
    session.title_fr,
    session.title_en,
    sport?.name_fr ?? null,
    sport?.name_en ?? null,
    venue?.name ?? null,
    venue?.name_en ?? null,
    venue?.city ?? null,
  ]);
}

function pricedCategories(prices: readonly PriceRow[]): Omit<CategoryValues, 'capacity'>[] {
  return prices
    .map((price) => ({
      session: price.session,
      category: categoryCode(price.zone, price.audience),
      audience: price.audience,
      price_per_place_cents: price.pricePerPlaceCents,
      position: categoryPosition(price.zone, price.audience),
    }))
    .toSorted((a, b) => a.position - b.position);
}

function planCategories(
  plan: ImportPlan,
  { session, categories }: Wanted,
  { stored, capacity }: { stored: readonly StoredCategory[]; capacity: number },
): void {
  const places = splitCapacity(capacity, categories);
  for (const category of categories) {
    const wanted: CategoryValues = {
      session: category.session,
      category: category.category,
      audience: category.audience,
      price_per_place_cents: category.price_per_place_cents,
      position: category.position,
      capacity: places.get(category.category) ?? 0,
    };
    compare(
      plan.categories,
      stored.find((one) => one.category === category.category),
      wanted,
    );
  }
  const gone = stored.filter((one) => !categories.some((category) => category.category === one.category));
  plan.categories.withdrawn.push(...gone);
  const at = plan.decidedAt.get(session.code);
  for (const { category, taken } of stored) {
    const wanted = places.get(category) ?? 0;
    if (taken > wanted && at !== undefined) {
      plan.problems.push(takenProblem(at, { session: session.code, category, places: wanted, taken }));
    }
  }
}

/** Places that are held or sold cannot be taken out of the sale by a file. */
export function takenProblem(
  at: RowAt,
  { session, category, places, taken }: { session: string; category: string; places: number; taken: number },
): Problem {
  const message = `${session} would have ${places} places in category ${category}, but ${taken} are already held or sold.`;
  return problem(at, 'capacity', message);
}

function zoneProblems(files: CatalogueFiles, state: CatalogueState): Problem[] {
  return [...files.sessions.values()].flatMap((session) =>
    state.timezones.has(session.timezone)
      ? []
      : [problem(session.at, 'timezone', `The database does not know the zone ${session.timezone}.`)],
  );
}

function noticesOf(plan: ImportPlan, files: CatalogueFiles, assumed: ReadonlyMap<string, number>): string[] {
  const notices: string[] = [];
  if (assumed.size > 0) {
    const sessions = [...assumed.values()].reduce((sum, count) => sum + count, 0);
    notices.push(
      `${sessions} sessions have prices but no capacity, neither of their own nor of their venue (${[...assumed.keys()].join(', ')}): ${assumedCapacity} places are assumed.`,
    );
  }
  const priced = new Set(plan.categories.created.map((category) => category.session));
  const unpriced = plan.sessions.created.filter((session) => !priced.has(session.code)).length;
  if (unpriced > 0) notices.push(`${unpriced} new sessions have no price and are not on sale.`);
  const used = new Set([...files.sessions.values()].map((session) => session.venue));
  const empty = plan.venues.created.filter((venue) => !used.has(venue.code));
  if (empty.length > 0) {
    notices.push(`${empty.length} new venues have no session (${empty.map((venue) => venue.code).join(', ')}).`);
  }
  return notices;
}
