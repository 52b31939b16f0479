import type { SessionCard, SessionList } from '@og-tickets/contract/catalog.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { Stock } from '@og-tickets/contract/rules/availability.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../src/platform/database/database.ts';
import { encodeCursor, type SessionCursor, type SessionSort } from '../../src/modules/catalog/rules/cursor.ts';
import { type SessionStatus, saleState } from '../../src/modules/catalog/rules/sale-state.ts';
import { searchWords } from '../../src/modules/catalog/rules/search.ts';
import { onSaleNow } from '../../src/modules/catalog/sql/on-sale.ts';
import type { SessionFilter } from '../../src/modules/catalog/views/session-list.ts';
import { unsettledHolds } from './unsettled-holds.ts';

interface ListedRow {
  id: number;
  code: string;
  sport: string;
  sportName: string;
  title: string;
  venue: string;
  venueName: string;
  city: string;
  startsAtMs: number;
  salesOpenAtMs: number | null;
  timezone: string;
  medal: boolean;
  status: SessionStatus;
  onSale: boolean;
  priceFrom: number | null;
  priceKey: number;
  /** Null where the session has no category. */
  capacity: number | null;
  taken: number | null;
  held: number | null;
}

interface FacetRow {
  code: string;
  name: string;
  count: number;
}

interface ListRow {
  total: number;
  sports: FacetRow[];
  venues: FacetRow[];
  days: { day: string; count: number }[];
  available: number;
  accessible: number;
  items: ListedRow[];
}

/** Sessions that are not on sale come last in the order of prices. */
const priceKeyOfNone = 2_147_483_647;

/**
 * One page of sessions by one statement for each request: what the list in memory is compared with, for its answers by a
 * test and for its speed by the benchmark.
 */
export async function listSessionsByQuery(
  db: Db,
  filter: SessionFilter,
  { cursor, locale }: { cursor: SessionCursor | null; locale: Locale },
): Promise<SessionList> {
  const sort = filter.sort ?? 'date';
  const limit = filter.limit ?? limits.pageDefault;
  const { rows } = await listStatement(filter, { cursor, locale, sort, limit }).execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('A statement without FROM gives one row');
  const items = row.items.slice(0, limit);
  const last = items.at(-1);
  const more = row.items.length > limit && last !== undefined;
  return {
    items: items.map(cardOf),
    total: row.total,
    nextCursor: more
      ? encodeCursor({
          sort,
          price: sort === 'price' ? last.priceKey : 0,
          startsAtMs: last.startsAtMs,
          id: last.id,
        })
      : null,
    // What is compared here are lists of words that stand in some session.
    readAs: null,
    facets: {
      sports: byName(row.sports, locale),
      venues: byName(row.venues, locale),
      days: row.days,
      available: row.available,
      accessible: row.accessible,
    },
  };
}

function cardOf(row: ListedRow): SessionCard {
  return {
    code: row.code,
    sport: row.sport,
    sportName: row.sportName,
    title: row.title,
    venue: { code: row.venue, name: row.venueName, city: row.city },
    startsAt: new Date(row.startsAtMs).toISOString(),
    timezone: row.timezone,
    medal: row.medal,
    priceFrom: row.priceFrom === null ? null : money(row.priceFrom),
    availability: saleState(row, stockOf(row)),
    salesOpenAt: row.salesOpenAtMs === null ? null : new Date(row.salesOpenAtMs).toISOString(),
  };
}

function stockOf({ capacity, taken, held }: ListedRow): Stock | null {
  return capacity === null || taken === null || held === null ? null : { capacity, taken, held };
}

function byName(facet: readonly FacetRow[], locale: Locale): FacetRow[] {
  return facet.toSorted((a, b) => a.name.localeCompare(b.name, locale));
}

interface Page {
  cursor: SessionCursor | null;
  locale: Locale;
  sort: SessionSort;
  limit: number;
}

function listStatement(filter: SessionFilter, page: Page): RawBuilder<ListRow> {
  const facet = (column: 'sport' | 'venue', name: string, others: RawBuilder<unknown>) => sql`
    (SELECT coalesce(json_agg(facet), '[]') FROM (
       SELECT ${sql.ref(column)} AS code, ${sql.ref(name)} AS name, count(*)::int AS count
       FROM listed WHERE fits AND ${others} GROUP BY 1, 2) AS facet)`;
  return sql<ListRow>`
    WITH listed AS MATERIALIZED (${listedSessions(filter, page.locale)})
    SELECT
      (SELECT count(*)::int FROM listed WHERE fits AND sport_fits AND venue_fits AND day_fits) AS total,
      (SELECT count(*)::int FROM listed
       WHERE fits AND sport_fits AND venue_fits AND day_fits AND "onSale" AND free_fits) AS available,
      (SELECT count(*)::int FROM listed
       WHERE fits AND sport_fits AND venue_fits AND day_fits AND accessible_fits) AS accessible,
      ${facet('sport', 'sportName', sql`venue_fits AND day_fits`)} AS sports,
      ${facet('venue', 'venueName', sql`sport_fits AND day_fits`)} AS venues,
      (SELECT coalesce(json_agg(facet ORDER BY facet.day), '[]') FROM (
         SELECT day, count(*)::int AS count FROM listed
         WHERE fits AND sport_fits AND venue_fits GROUP BY day) AS facet) AS days,
      (SELECT coalesce(json_agg(page), '[]') FROM (
         SELECT id, code, sport, "sportName", title, venue, "venueName", city, "startsAtMs", "salesOpenAtMs", timezone, medal, status,
                "onSale", "priceFrom", "priceKey", capacity, taken, held
         FROM listed
         WHERE fits AND sport_fits AND venue_fits AND day_fits AND ${after(page.cursor)}
         ORDER BY ${page.sort === 'price' ? sql`"priceKey",` : sql``} "startsAtMs", id
         LIMIT ${page.limit + 1}) AS page) AS items`;
}

function after(cursor: SessionCursor | null): RawBuilder<boolean> {
  if (cursor === null) return sql`true`;
  const { sort, price, startsAtMs, id } = cursor;
  return sort === 'price'
    ? sql`("priceKey", "startsAtMs", id) > (${price}::int8, ${startsAtMs}::int8, ${id}::int8)`
    : sql`("startsAtMs", id) > (${startsAtMs}::int8, ${id}::int8)`;
}

/**
 * Every session, with what its card shows and whether the search and each filter let it through. Filters are columns
 * here, not conditions: with conditions the planner expects one row, joins the sums of the stock to each session in a
 * loop, and takes 150 ms for a thousand sessions; so it takes 9, whatever is asked.
 */
function listedSessions(filter: SessionFilter, locale: Locale): RawBuilder<unknown> {
  const venueName = locale === 'en' ? sql`coalesce(venue.name_en, venue.name)` : sql`venue.name`;
  return sql`
    SELECT session.id, session.code, session.sport, ${sql.ref(`sport.name_${locale}`)} AS "sportName",
           ${sql.ref(`session.title_${locale}`)} AS title, session.venue, ${venueName} AS "venueName", venue.city,
           floor(extract(epoch FROM session.starts_at) * 1000)::int8 AS "startsAtMs",
           floor(extract(epoch FROM session.sales_open_at) * 1000)::int8 AS "salesOpenAtMs", session.timezone, session.medal,
           session.status, sale.on_sale AS "onSale", sale.price AS "priceFrom",
           coalesce(sale.price, ${priceKeyOfNone}) AS "priceKey", stock.capacity, stock.taken, stock.held,
           local.day, coalesce(stock.free_fits, false) AS free_fits,
           coalesce(stock.accessible_fits, false) AS accessible_fits, (${searched(filter.q)} AND ${stockFits(filter)}) AS fits, ${equals('session.sport', filter.sport)} AS sport_fits,
           ${equals('session.venue', filter.venue)} AS venue_fits, ${dayFits(filter)} AS day_fits
    FROM catalog.sessions AS session
    JOIN catalog.sports AS sport ON sport.code = session.sport
    JOIN catalog.venues AS venue ON venue.code = session.venue
    LEFT JOIN (${stockBySession(filter)}) AS stock ON stock.session_id = session.id
    CROSS JOIN LATERAL (SELECT (session.starts_at AT TIME ZONE session.timezone)::date AS day) AS local
    CROSS JOIN LATERAL (
      SELECT sellable.now AS on_sale, CASE WHEN sellable.now THEN stock.price_from END AS price
      FROM (SELECT ${onSaleNow} AND stock.session_id IS NOT NULL AS now) AS sellable) AS sale
    WHERE session.status NOT IN ('draft', 'withdrawn')`;
}

/** Places and lowest price of each session that has categories, and whether one of them suits the filters. */
function stockBySession(filter: SessionFilter): RawBuilder<unknown> {
  const lowest = filter.minPrice ?? 0;
  const highest = filter.maxPrice ?? priceKeyOfNone;
  const priceFits = sql`offered.price_per_place_cents BETWEEN ${lowest}::int AND ${highest}::int`;
  const hasPlaces = sql`coalesce(stock.capacity - stock.taken, 0) + coalesce(unsettled.expired, 0) > 0`;
  const placesFit = filter.available === true ? hasPlaces : sql`true`;
  const isAccessible = sql`offered.audience <> 'standard'`;
  const accessFits = filter.accessible === true ? isAccessible : sql`true`;
  const wanted = sql`(${equals('offered.category', filter.category)} AND ${priceFits})`;
  const inRange =
    filter.minPrice === undefined && filter.maxPrice === undefined
      ? sql`true`
      : sql`(${wanted} AND ${placesFit} AND ${accessFits})`;
  return sql`
    SELECT offered.session_id, coalesce(sum(stock.capacity), 0)::int AS capacity,
           (coalesce(sum(stock.taken), 0) - coalesce(sum(unsettled.expired), 0))::int AS taken,
           coalesce(sum(unsettled.held), 0)::int AS held,
           coalesce(min(offered.price_per_place_cents) FILTER (WHERE offered.audience = 'standard' AND ${hasPlaces} AND ${inRange}),
                    min(offered.price_per_place_cents) FILTER (WHERE offered.audience = 'standard' AND ${inRange}),
                    min(offered.price_per_place_cents) FILTER (WHERE ${inRange})) AS price_from,
           bool_or(${wanted} AND ${placesFit} AND ${accessFits}) AS fits,
           bool_or(${wanted} AND ${hasPlaces} AND ${accessFits}) AS free_fits,
           bool_or(${wanted} AND ${placesFit} AND ${isAccessible}) AS accessible_fits
    FROM catalog.session_categories AS offered
    LEFT JOIN inventory.inventory AS stock
      ON stock.session_id = offered.session_id AND stock.category = offered.category
    LEFT JOIN ${unsettledHolds} AS unsettled
      ON unsettled.session_id = offered.session_id AND unsettled.category = offered.category
    GROUP BY offered.session_id`;
}

function equals(column: string, value: string | undefined): RawBuilder<boolean> {
  return value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`;
}

function dayFits({ from, to }: SessionFilter): RawBuilder<boolean> {
  const first = from === undefined ? sql`true` : sql`local.day >= ${from}::date`;
  const last = to === undefined ? sql`true` : sql`local.day <= ${to}::date`;
  return sql`(${first} AND ${last})`;
}

/**
 * Every word must stand somewhere in the session's folded text: a word of one character whole (the C of "groupe C"),
 * others as a part ("basket"). The words hold no wildcard: folding removes them.
 */
function searched(q: string | undefined): RawBuilder<boolean> {
  const words = searchWords(q ?? '');
  if (words.length === 0) return sql`true`;
  const patterns = words.map((word) =>
    word.length === 1
      ? sql`' ' || session.search_text || ' ' LIKE ${`% ${word} %`}`
      : sql`session.search_text LIKE ${`%${word}%`}`,
  );
  return sql`(${sql.join(patterns, sql` AND `)})`;
}

/** A price, or a place to buy now, is only there while the session is on sale; a category is there before and after. */
function stockFits(filter: SessionFilter): RawBuilder<boolean> {
  const hasPrice = filter.minPrice !== undefined || filter.maxPrice !== undefined;
  if (hasPrice || filter.available === true) return sql`(sale.on_sale AND stock.fits)`;
  return filter.category === undefined && filter.accessible !== true ? sql`true` : sql`coalesce(stock.fits, false)`;
}
