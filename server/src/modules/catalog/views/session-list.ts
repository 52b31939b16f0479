import type { SessionCard, SessionList } from '@og-tickets/contract/catalog.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { money } from '@og-tickets/contract/money.ts';
import { encodeCursor, type SessionCursor, type SessionSort } from '../rules/cursor.ts';
import { nearWords } from '../rules/near-words.ts';
import { searchWords } from '../rules/search.ts';
import {
  type Catalogue,
  hasPlaces,
  type KeptCategory,
  type KeptSession,
  lowestPriceCents,
  priceKeyOfNone,
} from './snapshot/catalogue.ts';

/** What a visitor asks of the list; every part may be absent. */
export interface SessionFilter {
  q?: string;
  sport?: string;
  venue?: string;
  /** First and last day, on the calendar of each session's venue. */
  from?: string;
  to?: string;
  /** Lowest and highest price of one place, in cents. */
  minPrice?: number;
  maxPrice?: number;
  category?: string;
  /** Only sessions of which a place can be bought now. */
  available?: boolean;
  /** Only sessions with places for wheelchairs. */
  accessible?: boolean;
  sort?: SessionSort;
  limit?: number;
}

/** How many sessions each choice would give. */
class Facet {
  readonly counts = new Map<string, { name: string; count: number }>();

  add(code: string, name: string): void {
    const one = this.counts.get(code);
    if (one === undefined) this.counts.set(code, { name, count: 1 });
    else one.count += 1;
  }

  /** In the order of these ranks. */
  listed(ranks: ReadonlyMap<string, number>): SessionList['facets']['sports'] {
    const rank = (code: string): number => ranks.get(code) ?? ranks.size;
    return [...this.counts]
      .map(([code, { name, count }]) => ({ code, name, count }))
      .toSorted((a, b) => rank(a.code) - rank(b.code));
  }
}

/**
 * One page of sessions with the total and the facets, from memory. A facet counts what each of its choices would give
 * while the other filters stay, so that choosing another sport never leads nowhere.
 */
export function listSessions(
  catalogue: Catalogue,
  filter: SessionFilter,
  { cursor, locale }: { cursor: SessionCursor | null; locale: Locale },
): SessionList {
  const sort = filter.sort ?? 'date';
  const limit = filter.limit ?? limits.pageDefault;
  const [sports, venues, days] = [new Facet(), new Facet(), new Facet()];
  const asked = understand(filter.q ?? '', catalogue);
  const matches = matcherOf(asked, filter);
  const counted = counterOf(filter);
  const priceOf = priceTeller(filter);
  const page: KeptSession[] = [];
  let [total, available, accessible] = [0, 0, 0];
  for (const session of inOrder(catalogue, filter, priceOf)) {
    if (!matches(session)) continue;
    const sportFits = filter.sport === undefined || session.sport === filter.sport;
    const venueFits = filter.venue === undefined || session.venue === filter.venue;
    const dayFits =
      (filter.from === undefined || session.day >= filter.from) &&
      (filter.to === undefined || session.day <= filter.to);
    if (venueFits && dayFits) sports.add(session.sport, session.sportNames[locale]);
    if (sportFits && dayFits) venues.add(session.venue, session.venueNames[locale]);
    if (sportFits && venueFits) days.add(session.day, '');
    if (!(sportFits && venueFits && dayFits)) continue;
    total += 1;
    if (counted.available(session)) available += 1;
    if (counted.accessible(session)) accessible += 1;
    if (page.length <= limit && isAfter(session, cursor, priceOf)) page.push(session);
  }
  const items = page.slice(0, limit);
  return {
    items: items.map((session) => listedCard(session, locale, priceOf)),
    total,
    nextCursor: page.length > limit ? cursorOf(items.at(-1), sort, priceOf) : null,
    readAs: asked.readAs,
    facets: {
      sports: sports.listed(catalogue.sportRanks[locale]),
      venues: venues.listed(catalogue.venueRanks[locale]),
      days: [...days.counts].map(([day, { count }]) => ({ day, count })).toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      available,
      accessible,
    },
  };
}

/** What a card shows of a session, made once for each change. */
export function cardOf(session: KeptSession, locale: Locale): SessionCard {
  session.cards[locale] ??= {
    code: session.code,
    sport: session.sport,
    sportName: session.sportNames[locale],
    title: locale === 'en' ? session.titleEn : session.titleFr,
    venue: { code: session.venue, name: session.venueNames[locale], city: session.city },
    startsAt: new Date(session.startsAtMs).toISOString(),
    timezone: session.timezone,
    medal: session.medal,
    priceFrom: session.sale.priceFromCents === null ? null : money(session.sale.priceFromCents),
    availability: session.sale.availability,
    salesOpenAt: session.salesOpenAtMs === null ? null : new Date(session.salesOpenAtMs).toISOString(),
  };
  return session.cards[locale];
}

/** The lowest price that a list says of a session, in cents; null when it is not on sale. */
type PriceOf = (session: KeptSession) => number | null;

/** Where a list is for a range of prices, the price of what lies in it: "from 24 €" in a list from 50 € on would mislead. */
function priceTeller(filter: SessionFilter): PriceOf {
  if (!hasPrice(filter)) return ({ sale }) => sale.priceFromCents;
  const fits = categoryFitter(filter);
  return ({ sale, categories }) => {
    const fitting = sale.onSale ? categories.filter(fits) : [];
    return fitting.length > 0 ? lowestPriceCents(fitting) : null;
  };
}

/** All sessions in the order of the list. */
function inOrder(catalogue: Catalogue, filter: SessionFilter, priceOf: PriceOf): readonly KeptSession[] {
  if (filter.sort !== 'price') return catalogue.byDate;
  if (!hasPrice(filter)) return catalogue.byPrice;
  const keys = new Map(catalogue.byDate.map((session) => [session, keyOf(priceOf(session))]));
  // Stable: sessions of one price stay by start and number.
  return catalogue.byDate.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
}

function keyOf(priceCents: number | null): number {
  return priceCents ?? priceKeyOfNone;
}

function listedCard(session: KeptSession, locale: Locale, priceOf: PriceOf): SessionCard {
  const card = cardOf(session, locale);
  const priceCents = priceOf(session);
  return priceCents === session.sale.priceFromCents || priceCents === null
    ? card
    : { ...card, priceFrom: money(priceCents) };
}

function cursorOf(last: KeptSession | undefined, sort: SessionSort, priceOf: PriceOf): string | null {
  if (last === undefined) return null;
  const price = sort === 'price' ? keyOf(priceOf(last)) : 0;
  return encodeCursor({ sort, price, startsAtMs: last.startsAtMs, id: last.id });
}

/** Whether a session comes after the last one of the page before, in its order. */
function isAfter(session: KeptSession, cursor: SessionCursor | null, priceOf: PriceOf): boolean {
  if (cursor === null) return true;
  const priceKey = cursor.sort === 'price' ? keyOf(priceOf(session)) : cursor.price;
  if (priceKey !== cursor.price) return priceKey > cursor.price;
  if (session.startsAtMs !== cursor.startsAtMs) return session.startsAtMs > cursor.startsAtMs;
  return session.id > cursor.id;
}

/** What a visitor typed, as it is looked for. */
interface Asked {
  /** For each word, texts of which one must stand in the folded text of a session, between blanks. */
  words: readonly (readonly string[])[];
  /** In words, where it is not what was typed. */
  readAs: string | null;
}

/**
 * A word that stands in a session is looked for as it is: one of one character whole (the C of "groupe C"), others as a part
 * ("basket"). A word that stands in none is read as those that it is nearest to.
 */
function understand(query: string, { words: vocabulary }: Catalogue): Asked {
  const typed = searchWords(query).map((word) => ({ word, near: nearWords(word, vocabulary) }));
  return {
    words: typed.map(({ word, near }) => (near.length > 0 ? near : [word.length === 1 ? ` ${word} ` : word])),
    readAs: typed.some(({ near }) => near.length > 0) ? typed.map(({ word, near }) => near[0] ?? word).join(' ') : null,
  };
}

type Fits = (session: KeptSession) => boolean;

/** Whether a category of a session suits a filter. */
function categoryFitter({ minPrice, maxPrice, category, available, accessible }: SessionFilter) {
  return (one: KeptCategory): boolean =>
    (category === undefined || one.category === category) &&
    (minPrice === undefined || one.pricePerPlaceCents >= minPrice) &&
    (maxPrice === undefined || one.pricePerPlaceCents <= maxPrice) &&
    (accessible !== true || !one.standard) &&
    (available !== true || hasPlaces(one));
}

/** Whether a session has a category that suits a filter. */
function stockFitter(filter: SessionFilter): Fits {
  const fits = categoryFitter(filter);
  return (session) => session.categories.some(fits);
}

function hasPrice({ minPrice, maxPrice }: SessionFilter): boolean {
  return minPrice !== undefined || maxPrice !== undefined;
}

/** The part of a filter that counts in every facet: the words, and what can be had. */
function matcherOf({ words }: Asked, filter: SessionFilter): Fits {
  const stockFits = stockFitter(filter);
  const wantsToBuy = hasPrice(filter) || filter.available === true;
  const wantsCategory = filter.category !== undefined || filter.accessible === true;
  return (session) => {
    if (!words.every((oneOf) => oneOf.some((word) => session.paddedSearchText.includes(word)))) return false;
    // A price, or a place to buy now, is only there while the session is on sale; a category is there before and after.
    if (wantsToBuy) return session.sale.onSale && stockFits(session);
    return !wantsCategory || stockFits(session);
  };
}

/** Whether a session that fits would still do so with one more choice: what each of the boxes says beforehand. */
function counterOf(filter: SessionFilter): { available: Fits; accessible: Fits } {
  const { category, available, accessible } = filter;
  const narrow = hasPrice(filter) || category !== undefined;
  const withPlaces = stockFitter({ ...filter, available: true });
  const withAccess = stockFitter({ ...filter, accessible: true });
  return {
    // Most lists are asked for without these: what is known of each session already is enough then.
    available:
      narrow || accessible === true
        ? (session) => session.sale.onSale && withPlaces(session)
        : ({ sale }) => sale.onSale && sale.categories.some(({ remaining }) => remaining > 0),
    accessible: narrow || available === true ? withAccess : (session) => session.accessible,
  };
}
