import type { Locale } from '@og-tickets/contract/common.ts';
import type { EntriesReport, PlacesReport } from '@og-tickets/contract/reports.ts';
import type { Platform } from '../../../platform/platform.ts';
import { selectReportedSession } from '../sql/names.ts';
import { countExpected, selectEntries, selectPlaces } from '../sql/places.ts';

type Shop = Pick<Platform, 'db' | 'clock'>;

/** Who came in to a session, gate by gate; null when there is no such session. */
export async function readEntriesReport(
  { db, clock }: Shop,
  code: string,
  locale: Locale,
): Promise<EntriesReport | null> {
  const session = await selectReportedSession(db, code, locale);
  if (session === undefined) return null;
  const [gates, expected] = await Promise.all([selectEntries(db, session.id), countExpected(db, session.id)]);
  return {
    session: session.code,
    title: session.title,
    timezone: session.timezone,
    at: new Date(clock.nowMs()).toISOString(),
    entered: gates.reduce((places, { entered }) => places + entered, 0),
    expected,
    gates: gates.map((gate) => ({
      ...gate,
      firstAt: gate.firstAt.toISOString(),
      lastAt: gate.lastAt.toISOString(),
    })),
  };
}

/** Where the places of a session are; null when there is no such session. */
export async function readPlacesReport(
  { db, clock }: Shop,
  code: string,
  locale: Locale,
): Promise<PlacesReport | null> {
  const session = await selectReportedSession(db, code, locale);
  if (session === undefined) return null;
  const places = await selectPlaces(db, session.id);
  return {
    session: session.code,
    title: session.title,
    at: new Date(clock.nowMs()).toISOString(),
    onSale: session.onSale,
    categories: places.map(({ category, capacity, sold, held }) => {
      const left = capacity - sold - held;
      const [blocked, free] = session.onSale ? [0, left] : [left, 0];
      return { category, capacity, sold, held, blocked, free };
    }),
  };
}
