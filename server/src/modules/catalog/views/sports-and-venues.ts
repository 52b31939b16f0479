import type { Locale } from '@og-tickets/contract/common.ts';
import type { Catalogue, KeptSession } from './snapshot/catalogue.ts';

interface Counted {
  code: string;
  name: string;
  sessions: number;
}

/** Sports that have sessions, with how many, by name. */
export function listSports(catalogue: Catalogue, locale: Locale): Counted[] {
  return count(catalogue, catalogue.sportRanks[locale], (session) => ({
    code: session.sport,
    name: session.sportNames[locale],
  }));
}

/** Venues that have sessions, with how many, by name. */
export function listVenues(catalogue: Catalogue, locale: Locale): (Counted & { city: string })[] {
  return count(catalogue, catalogue.venueRanks[locale], (session) => ({
    code: session.venue,
    name: session.venueNames[locale],
    city: session.city,
  }));
}

function count<Listed extends { code: string }>(
  { byDate }: Catalogue,
  ranks: ReadonlyMap<string, number>,
  listedOf: (session: KeptSession) => Listed,
): (Listed & { sessions: number })[] {
  const counted = new Map<string, Listed & { sessions: number }>();
  for (const session of byDate) {
    const listed = listedOf(session);
    counted.set(listed.code, { ...listed, sessions: (counted.get(listed.code)?.sessions ?? 0) + 1 });
  }
  return [...counted.values()].toSorted((a, b) => (ranks.get(a.code) ?? 0) - (ranks.get(b.code) ?? 0));
}
