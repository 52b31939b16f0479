import type { Audience } from './categories.ts';

/** Rows as the tables keep them, so that an import compares and writes the same thing. Times are ISO 8601 in UTC. */
export interface SportValues {
  code: string;
  name_fr: string;
  name_en: string;
}

export interface VenueValues {
  code: string;
  name: string;
  name_en: string | null;
  city: string;
  capacity: number | null;
  latitude: number | null;
  longitude: number | null;
}

export interface SessionValues {
  code: string;
  sport: string;
  venue: string;
  title_fr: string;
  title_en: string;
  description_fr: string;
  description_en: string;
  search_text: string;
  starts_at: string;
  ends_at: string;
  doors_at: string;
  timezone: string;
  capacity: number | null;
  medal: boolean;
  places_per_account: number;
  /** Until when buyers may cancel; null: not at all. */
  cancellable_until: string | null;
}

/** A category with its price and, from the stock, the places on sale. */
export interface CategoryValues {
  /** Code of the session. */
  session: string;
  category: string;
  audience: Audience;
  price_per_place_cents: number;
  position: number;
  capacity: number;
}

export interface StoredCategory extends CategoryValues {
  /** Places held and sold. */
  taken: number;
}

/** What an import finds in the database, by code. */
export interface CatalogueState {
  sports: ReadonlyMap<string, SportValues>;
  venues: ReadonlyMap<string, VenueValues>;
  sessions: ReadonlyMap<string, SessionValues>;
  /** By code of the session. */
  categories: ReadonlyMap<string, readonly StoredCategory[]>;
  /** Time zones that the database knows. */
  timezones: ReadonlySet<string>;
}
