import type { Db } from '../../../platform/database/database.ts';

/** Where a venue lies, in degrees (WGS 84); null when the catalogue does not say. */
export async function findVenuePosition(
  db: Db,
  venue: string,
): Promise<{ latitude: number; longitude: number } | null> {
  const row = await db
    .selectFrom('catalog.venues')
    .select(['latitude', 'longitude'])
    .where('code', '=', venue)
    .executeTakeFirst();
  if (row === undefined || row.latitude === null || row.longitude === null) return null;
  return { latitude: row.latitude, longitude: row.longitude };
}
