import type { SessionCard, SessionDetail } from '@og-tickets/contract/catalog.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { Availability, Stock } from '@og-tickets/contract/rules/availability.ts';
import type { OfferValues } from '../../rules/first-offers.ts';
import { type Vocabulary, vocabularyOf } from '../../rules/near-words.ts';
import { isShown, saleState } from '../../rules/sale-state.ts';
import type { Changes, Content, ContentSession } from '../../sql/snapshot.ts';

/** Sessions that are not on sale come last in the order of prices. */
export const priceKeyOfNone = 2_147_483_647;

/** A counter as the database has it, with what the holds say of it. */
interface Places {
  capacity: number;
  taken: number;
  /** Places of holds that are over, counted in `taken`. */
  expired: number;
  /** More than 0 where it is full and may get places back. */
  held: number;
}

export interface KeptCategory {
  category: string;
  standard: boolean;
  companion: boolean;
  pricePerPlaceCents: number;
  /** Tariffs set by hand, by offer: cents of one unit, null where it is not sold. */
  tariffs: Readonly<Record<string, number | null>>;
  places: Places;
}

/** What can be said of a session's sale at one moment. */
export interface SaleMoment {
  /** True: on sale, with at least one category. */
  onSale: boolean;
  availability: Availability;
  priceFromCents: number | null;
  /** Sorts by price; the highest of all where nothing is on sale. */
  priceKey: number;
  categories: readonly { availability: Availability; remaining: number }[];
}

export interface KeptSession extends Omit<ContentSession, 'categories'> {
  sportNames: Record<Locale, string>;
  venueNames: Record<Locale, string>;
  city: string;
  /** Of the venue; null where nobody has said. */
  position: SessionDetail['position'];
  /** Has places for wheelchairs. */
  accessible: boolean;
  /** The words to search, each between blanks. */
  paddedSearchText: string;
  categories: readonly KeptCategory[];
  sale: SaleMoment;
  /** Replies made from the above, until it changes. */
  cards: Partial<Record<Locale, SessionCard>>;
  pages: Partial<Record<Locale, SessionDetail>>;
}

/** The whole catalogue in memory: what it says changes by a new one, the places and what follows from them in place. */
export interface Catalogue {
  /** All but the withdrawn ones, by start and number. */
  byDate: readonly KeptSession[];
  /** The same by lowest price, start and number. */
  byPrice: readonly KeptSession[];
  /** Withdrawn ones too. */
  byCode: ReadonlyMap<string, KeptSession>;
  byId: ReadonlyMap<number, KeptSession>;
  categoryByKey: ReadonlyMap<string, KeptCategory>;
  offers: readonly OfferValues[];
  /** The words that a search can find. */
  words: Vocabulary;
  /** Rank of each sport and venue in the alphabet of a language, by code. */
  sportRanks: Record<Locale, ReadonlyMap<string, number>>;
  venueRanks: Record<Locale, ReadonlyMap<string, number>>;
}

interface Named {
  code: string;
  nameFr: string;
  nameEn: string;
}

type Venue = Content['venues'][number];

/** Joins what was read into a catalogue in which nothing is known yet of places; `settleSales` completes it. */
export function joinCatalogue(content: Content): Catalogue {
  const sports = new Map(content.sports.map((sport) => [sport.code, sport]));
  const venues = new Map(content.venues.map((venue) => [venue.code, venue]));
  const sessions = content.sessions.flatMap((session) => {
    const [sport, venue] = [sports.get(session.sport), venues.get(session.venue)];
    return sport === undefined || venue === undefined ? [] : [keptSession(session, sport, venue)];
  });
  const byDate = sessions.filter((session) => isShown(session.status));
  return {
    byDate,
    byPrice: byDate,
    byCode: new Map(sessions.map((session) => [session.code, session])),
    byId: new Map(sessions.map((session) => [session.id, session])),
    categoryByKey: new Map(
      sessions.flatMap((session) =>
        session.categories.map((category) => [categoryKey(session.id, category.category), category] as const),
      ),
    ),
    offers: content.offers,
    words: vocabularyOf(byDate.map(({ searchText }) => searchText)),
    sportRanks: { fr: ranks(content.sports, 'fr'), en: ranks(content.sports, 'en') },
    venueRanks: { fr: ranks(content.venues, 'fr'), en: ranks(content.venues, 'en') },
  };
}

function keptSession(session: ContentSession, sport: Named, venue: Venue): KeptSession {
  const { latitude, longitude } = venue;
  return {
    ...session,
    sportNames: { fr: sport.nameFr, en: sport.nameEn },
    venueNames: { fr: venue.nameFr, en: venue.nameEn },
    city: venue.city,
    position: latitude === null || longitude === null ? null : { latitude, longitude },
    accessible: (session.categories ?? []).some(({ standard }) => !standard),
    paddedSearchText: ` ${session.searchText} `,
    categories: (session.categories ?? []).map((category) => ({
      ...category,
      tariffs: category.tariffs ?? {},
      places: { capacity: 0, taken: 0, expired: 0, held: 0 },
    })),
    sale: {
      onSale: false,
      availability: 'not_on_sale',
      priceFromCents: null,
      priceKey: priceKeyOfNone,
      categories: [],
    },
    cards: {},
    pages: {},
  };
}

function ranks(named: readonly Named[], locale: Locale): Map<string, number> {
  const name = (one: Named): string => (locale === 'en' ? one.nameEn : one.nameFr);
  const sorted = named.toSorted((a, b) => name(a).localeCompare(name(b), locale));
  return new Map(sorted.map((one, rank) => [one.code, rank]));
}

/** Key of a category in `categoryByKey`. */
export function categoryKey(sessionId: number, category: string): string {
  return `${sessionId} ${category}`;
}

/** Writes what changed of the places into a catalogue. */
export function applyPlaces(catalogue: Catalogue, changes: Changes): void {
  for (const { places } of catalogue.categoryByKey.values()) {
    places.expired = 0;
    places.held = 0;
  }
  const places = (sessionId: number, category: string): Places | undefined =>
    catalogue.categoryByKey.get(categoryKey(sessionId, category))?.places;
  for (const [sessionId, category, capacity, taken] of changes.stock) {
    Object.assign(places(sessionId, category) ?? {}, { capacity, taken });
  }
  for (const [sessionId, category, expired] of changes.expired) {
    Object.assign(places(sessionId, category) ?? {}, { expired });
  }
  for (const [sessionId, category] of changes.held) Object.assign(places(sessionId, category) ?? {}, { held: 1 });
}

/**
 * Works out each sale anew as of `nowMs` of the database's clock. Returns the catalogue with its order of prices, and the
 * sessions for which something else is to be said than before.
 */
export function settleSales(catalogue: Catalogue, nowMs: number): { catalogue: Catalogue; changed: KeptSession[] } {
  const changed: KeptSession[] = [];
  let pricesMoved = false;
  for (const session of catalogue.byId.values()) {
    const sale = saleMoment(session, nowMs);
    if (sameSale(sale, session.sale)) continue;
    pricesMoved ||= sale.priceKey !== session.sale.priceKey;
    session.sale = sale;
    session.cards = {};
    session.pages = {};
    changed.push(session);
  }
  if (!pricesMoved) return { catalogue, changed };
  // Stable: sessions of one price stay by start and number.
  const byPrice = catalogue.byDate.toSorted((a, b) => a.sale.priceKey - b.sale.priceKey);
  return { catalogue: { ...catalogue, byPrice }, changed };
}

/** Whether a session may be sold at this moment: published, not started, inside its window. */
export function isOnSale(session: KeptSession, nowMs: number): boolean {
  return (
    session.status === 'published' &&
    nowMs < session.startsAtMs &&
    (session.salesOpenAtMs === null || session.salesOpenAtMs <= nowMs) &&
    (session.salesCloseAtMs === null || nowMs < session.salesCloseAtMs)
  );
}

function saleMoment(session: KeptSession, nowMs: number): SaleMoment {
  const state = { status: session.status, onSale: isOnSale(session, nowMs) };
  const stocks = session.categories.map(({ places }) => stockOf(places));
  const onSale = state.onSale && stocks.length > 0;
  const priceFromCents = onSale ? lowestPriceCents(session.categories) : null;
  return {
    onSale,
    availability: saleState(state, totalOf(stocks)),
    priceFromCents,
    priceKey: priceFromCents ?? priceKeyOfNone,
    categories: stocks.map((stock) => ({
      availability: saleState(state, stock),
      remaining: Math.max(0, stock.capacity - stock.taken),
    })),
  };
}

function sameSale(a: SaleMoment, b: SaleMoment): boolean {
  return (
    a.availability === b.availability &&
    a.onSale === b.onSale &&
    a.priceFromCents === b.priceFromCents &&
    a.categories.length === b.categories.length &&
    a.categories.every((category, at) => {
      const other = b.categories[at];
      return category.remaining === other?.remaining && category.availability === other.availability;
    })
  );
}

function stockOf({ capacity, taken, expired, held }: Places): Stock {
  return { capacity, taken: taken - expired, held };
}

/** The places of all categories together; null for a session without any. */
function totalOf(stocks: readonly Stock[]): Stock | null {
  if (stocks.length === 0) return null;
  const sum = (count: (stock: Stock) => number): number => stocks.reduce((total, stock) => total + count(stock), 0);
  return { capacity: sum((one) => one.capacity), taken: sum((one) => one.taken), held: sum((one) => one.held) };
}

/** Whether a place of a category is free. */
export function hasPlaces({ places }: KeptCategory): boolean {
  return places.capacity - places.taken + places.expired > 0;
}

/** In cents, of what can be had: a sold-out category must not be the bait. Of all when nothing can. Give at least one. */
export function lowestPriceCents(categories: readonly KeptCategory[]): number {
  const standard = categories.filter((category) => category.standard);
  const priced = [standard.filter(hasPlaces), standard, categories].find((some) => some.length > 0) ?? [];
  return Math.min(...priced.map((category) => category.pricePerPlaceCents));
}
