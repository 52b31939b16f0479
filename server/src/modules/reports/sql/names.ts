import type { Locale } from '@og-tickets/contract/common.ts';
import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

export interface SessionNames {
  code: string;
  title: string;
  sport: string;
  sportName: string;
  venue: string;
  venueName: string;
}

/** Sessions by their codes, with sport and venue as they are now. */
export async function selectSessionNames(db: Db, locale: Locale): Promise<SessionNames[]> {
  const fr = locale === 'fr';
  const { rows } = await sql<SessionNames>`
    SELECT s.code, ${sql.ref(fr ? 's.title_fr' : 's.title_en')} AS title, s.sport,
           ${sql.ref(fr ? 'k.name_fr' : 'k.name_en')} AS "sportName", s.venue,
           ${fr ? sql`v.name` : sql`coalesce(v.name_en, v.name)`} AS "venueName"
      FROM catalog.sessions AS s JOIN catalog.sports AS k ON k.code = s.sport JOIN catalog.venues AS v ON v.code = s.venue
  `.execute(db);
  return rows;
}

/** Names of offers by their codes. */
export async function selectOfferNames(db: Db, locale: Locale): Promise<{ code: string; name: string }[]> {
  return db
    .selectFrom('catalog.offers')
    .select(['code', locale === 'fr' ? 'name_fr as name' : 'name_en as name'])
    .execute();
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
