import type { Locale } from '@og-tickets/contract/common.ts';
import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** What has a name of its own in the catalogue. */
export type Named = 'offer' | 'sport' | 'venue' | 'session';

/** The names of some of these by their codes, in one language; what is gone is left out. */
export async function selectNames(
  db: Db,
  named: Named,
  codes: readonly string[],
  locale: Locale,
): Promise<Map<string, string>> {
  const fr = locale === 'fr';
  const sources = {
    offer: sql`SELECT code, ${sql.ref(fr ? 'name_fr' : 'name_en')} AS name FROM catalog.offers`,
    sport: sql`SELECT code, ${sql.ref(fr ? 'name_fr' : 'name_en')} AS name FROM catalog.sports`,
    venue: sql`SELECT code, ${fr ? sql`name` : sql`coalesce(name_en, name)`} AS name FROM catalog.venues`,
    session: sql`SELECT code, ${sql.ref(fr ? 'title_fr' : 'title_en')} AS name FROM catalog.sessions`,
  };
  const { rows } = await sql<{ code: string; name: string }>`
    ${sources[named]} WHERE code = ANY (${[...codes]}::text[])`.execute(db);
  return new Map(rows.map(({ code, name }) => [code, name]));
}

export interface ReportedSession {
  id: number;
  code: string;
  title: string;
  timezone: string;
  onSale: boolean;
}

/** A session of whatever state by its code, and whether it is on sale now. */
export async function selectReportedSession(
  db: Db,
  code: string,
  locale: Locale,
): Promise<ReportedSession | undefined> {
  const { rows } = await sql<ReportedSession>`
    SELECT id, code, ${sql.ref(locale === 'fr' ? 'title_fr' : 'title_en')} AS title, timezone,
           catalog.is_on_sale(sessions) AS "onSale"
      FROM catalog.sessions WHERE code = ${code}`.execute(db);
  return rows[0];
}
