import type { AdminSport, AdminVenue } from '@og-tickets/contract/catalog-places.ts';
import type { Db } from '../../../platform/database/database.ts';
import { findSports, findVenues } from '../sql/edited-places.ts';

/** Sports as they are edited. */
export async function adminSports(db: Db): Promise<AdminSport[]> {
  return (await findSports(db)).map(({ code, version, sessions, name_fr, name_en }) => ({
    code,
    version,
    sessions,
    name: { fr: name_fr, en: name_en },
  }));
}

/** Venues as they are edited. */
export async function adminVenues(db: Db): Promise<AdminVenue[]> {
  return (await findVenues(db)).map(({ name_en, ...same }) => ({ ...same, nameEn: name_en }));
}
