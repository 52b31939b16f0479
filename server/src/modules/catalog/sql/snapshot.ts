import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import type { OfferValues } from '../rules/first-offers.ts';
import type { SessionStatus } from '../rules/sale-state.ts';

/** A session with its categories as the database keeps them; times in milliseconds since the Unix epoch, UTC. */
export interface ContentSession {
  id: number;
  code: string;
  sport: string;
  venue: string;
  titleFr: string;
  titleEn: string;
  descriptionFr: string;
  descriptionEn: string;
  searchText: string;
  startsAtMs: number;
  endsAtMs: number;
  doorsAtMs: number;
  salesOpenAtMs: number | null;
  salesCloseAtMs: number | null;
  timezone: string;
  /** Day of the start on the venue's calendar, `2030-07-25`. */
  day: string;
  medal: boolean;
  status: SessionStatus;
  placesPerAccount: number;
  vatBasisPoints: number;
  /** Until when buyers may cancel; null: not at all. */
  cancellableUntilMs: number | null;
  /** The latest that the organiser changed since tickets are sold. */
  change: {
    kind: 'cancelled' | 'moved';
    reason_fr: string;
    reason_en: string;
    atMs: number;
    previousStartsAtMs: number;
    refundUntilMs: number | null;
  } | null;
  /** In the order in which a page shows them; null for none. */
  categories:
    | {
        category: string;
        standard: boolean;
        companion: boolean;
        pricePerPlaceCents: number;
        /** Tariffs set by hand, by offer: cents of one unit, null where it is not sold. */
        tariffs: Record<string, number | null> | null;
      }[]
    | null;
}

/** All that the catalogue says, but for the places left. */
export interface Content {
  sessions: ContentSession[];
  offers: OfferValues[];
  sports: { code: string; nameFr: string; nameEn: string }[];
  venues: {
    code: string;
    nameFr: string;
    nameEn: string;
    city: string;
    latitude: number | null;
    longitude: number | null;
  }[];
}

const inMs = (column: string) => sql`floor(extract(epoch FROM ${sql.ref(column)}) * 1000)::int8`;

/** Reads the whole catalogue as one moment saw it. */
export async function readContent(db: Db): Promise<Content> {
  const { rows } = await sql<Content>`
    WITH own_tariffs AS (
      SELECT session_id, category, json_object_agg(offer, price_cents) AS by_offer
      FROM catalog.tariffs GROUP BY session_id, category),
    categories AS (
      SELECT session_id, json_agg(json_build_object(
               'category', category, 'standard', audience = 'standard', 'companion', companion,
               'pricePerPlaceCents', price_per_place_cents, 'tariffs', own_tariffs.by_offer)
             ORDER BY position, category) AS list
      FROM catalog.session_categories LEFT JOIN own_tariffs USING (session_id, category) GROUP BY session_id),
    changes AS (
      SELECT DISTINCT ON (session_id) session_id, json_build_object(
               'kind', kind, 'reason_fr', reason_fr, 'reason_en', reason_en, 'atMs', ${inMs('created_at')},
               'previousStartsAtMs', ${inMs('previous_starts_at')}, 'refundUntilMs', ${inMs('refund_until')}) AS latest
      FROM catalog.session_changes ORDER BY session_id, created_at DESC),
    listed AS (
      SELECT id, code, sport, venue, title_fr AS "titleFr", title_en AS "titleEn", description_fr AS "descriptionFr",
             description_en AS "descriptionEn", search_text AS "searchText", ${inMs('starts_at')} AS "startsAtMs",
             ${inMs('ends_at')} AS "endsAtMs", ${inMs('doors_at')} AS "doorsAtMs",
             ${inMs('sales_open_at')} AS "salesOpenAtMs", ${inMs('sales_close_at')} AS "salesCloseAtMs",
             timezone, (starts_at AT TIME ZONE timezone)::date::text AS day, medal, status,
             places_per_account AS "placesPerAccount", vat_basis_points AS "vatBasisPoints", categories.list AS categories,
             ${inMs('cancellable_until')} AS "cancellableUntilMs", changes.latest AS change
      FROM catalog.sessions
      LEFT JOIN categories ON categories.session_id = id
      LEFT JOIN changes ON changes.session_id = id)
    SELECT
      (SELECT coalesce(json_agg(listed ORDER BY "startsAtMs", id), '[]') FROM listed) AS sessions,
      (SELECT coalesce(json_agg(offer ORDER BY position, code), '[]') FROM (
         SELECT code, name_fr, name_en, description_fr, description_en, places, discount_percent, position
         FROM catalog.offers) AS offer) AS offers,
      (SELECT coalesce(json_agg(sport), '[]') FROM (
         SELECT code, name_fr AS "nameFr", name_en AS "nameEn" FROM catalog.sports) AS sport) AS sports,
      (SELECT coalesce(json_agg(venue), '[]') FROM (
         SELECT code, name AS "nameFr", coalesce(name_en, name) AS "nameEn", city, latitude, longitude FROM catalog.venues) AS venue) AS venues`.execute(
    db,
  );
  const [content] = rows;
  if (content === undefined) throw new Error('A statement without FROM gives one row');
  return content;
}

/** What happened since the last look. */
export interface Changes {
  /** The database's clock, milliseconds since the Unix epoch. */
  nowMs: number;
  /** Give it to the next look. */
  watermark: string;
  /** Rows of the catalogue and counters in all: a different number says that some came or went. */
  rows: number;
  /** Rows of the catalogue, without the counters, that were written. */
  written: number;
  /** Counters that were written: session, category, capacity, taken. */
  stock: [number, string, number, number][];
  /** Live holds whose time is over, all of them: session, category, places. They are free already. */
  expired: [number, string, number][];
  /** Full categories in which a basket or an unpaid order may still give places back: session, category. */
  held: [number, string][];
}

const catalogueRows = sql`
  SELECT xmin FROM catalog.sessions UNION ALL SELECT xmin FROM catalog.session_categories
  UNION ALL SELECT xmin FROM catalog.offers UNION ALL SELECT xmin FROM catalog.sports
  UNION ALL SELECT xmin FROM catalog.tariffs UNION ALL SELECT xmin FROM catalog.venues UNION ALL SELECT xmin FROM catalog.session_changes`;

/**
 * One look at what changed since the watermark of the last one, null for the first. The system column `xmin` holds the
 * transaction that wrote a row; all below the watermark had ended when the last look was taken. So neither a trigger nor a
 * counter that every sale would write is needed, and a rush costs this statement only the rows it changed. Ages count
 * backwards from now and bear the wrap-around of transaction numbers; a row removed shows in the number of rows.
 */
export async function readChanges(db: Db, watermark: string | null): Promise<Changes> {
  const recent = sql`age(xmin) BETWEEN 0 AND age(${watermark}::text::xid)`;
  const { rows } = await sql<Changes>`
    SELECT
      floor(extract(epoch FROM clock_timestamp()) * 1000)::int8 AS "nowMs",
      pg_snapshot_xmin(pg_current_snapshot())::xid::text AS watermark,
      (SELECT count(*) FROM (${catalogueRows}) AS every) + (SELECT count(*) FROM inventory.inventory) AS rows,
      (SELECT count(*) FROM (${catalogueRows}) AS every WHERE ${recent}) AS written,
      (SELECT coalesce(json_agg(json_build_array(session_id, category, capacity, taken)), '[]')
       FROM inventory.inventory WHERE ${watermark}::text IS NULL OR ${recent}) AS stock,
      (SELECT coalesce(json_agg(json_build_array(session_id, category, places)), '[]')
       FROM (SELECT session_id, category, sum(places) AS places FROM inventory.holds
             WHERE state = 'live' AND expires_at <= now() GROUP BY session_id, category) AS expired) AS expired,
      (SELECT coalesce(json_agg(json_build_array(session_id, category)), '[]')
       FROM inventory.inventory AS stock
       WHERE taken >= capacity AND EXISTS (
         SELECT FROM inventory.holds AS hold
         WHERE hold.session_id = stock.session_id AND hold.category = stock.category
           AND (hold.state = 'claimed' OR (hold.state = 'live' AND hold.expires_at > now())))) AS held`.execute(db);
  const [changes] = rows;
  if (changes === undefined) throw new Error('A statement without FROM gives one row');
  return changes;
}
