import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { VenueValues } from '../rules/import-state.ts';

export function readVenues(db: Db): Promise<VenueValues[]> {
  return db
    .selectFrom('catalog.venues')
    .select(['code', 'name', 'name_en', 'city', 'capacity', 'latitude', 'longitude'])
    .execute();
}

/** Adds venues or changes those that exist. */
export async function writeVenues(tx: Tx, rows: readonly VenueValues[]): Promise<void> {
  await sql`
    INSERT INTO catalog.venues (code, name, name_en, city, capacity, latitude, longitude)
    SELECT code, name, name_en, city, capacity, latitude, longitude
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS given (code text, name text, name_en text, city text, capacity integer,
                latitude double precision, longitude double precision)
    ON CONFLICT (code) DO UPDATE
    SET name = excluded.name, name_en = excluded.name_en, city = excluded.city, capacity = excluded.capacity,
        latitude = excluded.latitude, longitude = excluded.longitude`.execute(tx);
}
