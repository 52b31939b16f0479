import type { SessionFields } from '@og-tickets/contract/catalog-admin.ts';
import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import { searchTextOf } from '../rules/search.ts';
import type { KnownCodes } from '../rules/session-faults.ts';
import { readOffers } from '../sql/offers.ts';
import { readSports } from '../sql/sports.ts';
import { readVenues } from '../sql/venues.ts';

/** What a session can name. */
export async function readKnownCodes(db: Db): Promise<KnownCodes> {
  const { rows: zones } = await sql<{ name: string }>`SELECT name FROM pg_timezone_names`.execute(db);
  const codes = (rows: readonly { code: string }[]) => new Set(rows.map(({ code }) => code));
  return {
    sports: codes(await readSports(db)),
    venues: codes(await readVenues(db)),
    offers: codes(await readOffers(db)),
    timezones: new Set(zones.map(({ name }) => name)),
  };
}

/** The folded text by which a session is searched. Sport and venue must be known. */
export async function readSearchText(
  db: Db,
  code: string,
  fields: Pick<SessionFields, 'sport' | 'venue' | 'title'>,
): Promise<string> {
  const sport = (await readSports(db)).find((one) => one.code === fields.sport);
  const venue = (await readVenues(db)).find((one) => one.code === fields.venue);
  return searchTextOf([
    code,
    fields.title.fr,
    fields.title.en,
    sport?.name_fr ?? null,
    sport?.name_en ?? null,
    venue?.name ?? null,
    venue?.name_en ?? null,
    venue?.city ?? null,
  ]);
}
