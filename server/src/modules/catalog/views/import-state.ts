import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import type { CatalogueState, StoredCategory } from '../rules/import-state.ts';
import { readSessions } from '../sql/sessions.ts';
import { readSports } from '../sql/sports.ts';
import { readVenues } from '../sql/venues.ts';

/** All that an import compares with: the catalogue, the places on sale and taken, the zones that the database knows. */
export async function readImportState(db: Db): Promise<CatalogueState> {
  const sessions = await readSessions(db);
  const categories = new Map<string, StoredCategory[]>();
  for (const category of await readCategories(db)) {
    const known = categories.get(category.session);
    if (known === undefined) categories.set(category.session, [category]);
    else known.push(category);
  }
  const timezones = await sql<{ name: string }>`SELECT name FROM pg_timezone_names`.execute(db);
  return {
    sports: new Map((await readSports(db)).map((sport) => [sport.code, sport])),
    venues: new Map((await readVenues(db)).map((venue) => [venue.code, venue])),
    sessions: new Map(sessions.map(({ id: _id, ...session }) => [session.code, session])),
    categories,
    timezones: new Set(timezones.rows.map((row) => row.name)),
  };
}

function readCategories(db: Db): Promise<StoredCategory[]> {
  return db
    .selectFrom('catalog.session_categories as category')
    .innerJoin('catalog.sessions as session', 'session.id', 'category.session_id')
    .leftJoin('inventory.inventory as stock', (join) =>
      join.onRef('stock.session_id', '=', 'category.session_id').onRef('stock.category', '=', 'category.category'),
    )
    .select(['session.code as session', 'category.category', 'category.audience'])
    .select(['category.price_per_place_cents', 'category.position'])
    .select((eb) => [
      eb.fn.coalesce('stock.capacity', eb.lit(0)).as('capacity'),
      eb.fn.coalesce('stock.taken', eb.lit(0)).as('taken'),
    ])
    .orderBy('category.position')
    .execute();
}
