import type { Locale } from '@og-tickets/contract/common.ts';
import type { Db } from '../../../platform/database/database.ts';

/** Sports that have sessions, with how many, by name. */
export async function listSports(db: Db, locale: Locale): Promise<{ code: string; name: string; sessions: number }[]> {
  const rows = await db
    .selectFrom('catalog.sports as sport')
    .innerJoin('catalog.sessions as session', 'session.sport', 'sport.code')
    .where('session.status', '<>', 'withdrawn')
    .select((eb) => [
      'sport.code',
      eb.ref(locale === 'en' ? 'sport.name_en' : 'sport.name_fr').as('name'),
      eb.fn.countAll<number>().as('sessions'),
    ])
    .groupBy('sport.code')
    .execute();
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, locale));
}

/** Venues that have sessions, with how many, by name. */
export async function listVenues(
  db: Db,
  locale: Locale,
): Promise<{ code: string; name: string; city: string; sessions: number }[]> {
  const rows = await db
    .selectFrom('catalog.venues as venue')
    .innerJoin('catalog.sessions as session', 'session.venue', 'venue.code')
    .where('session.status', '<>', 'withdrawn')
    .select((eb) => [
      'venue.code',
      'venue.city',
      (locale === 'en' ? eb.fn.coalesce('venue.name_en', 'venue.name') : eb.ref('venue.name')).as('name'),
      eb.fn.countAll<number>().as('sessions'),
    ])
    .groupBy('venue.code')
    .execute();
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, locale));
}
