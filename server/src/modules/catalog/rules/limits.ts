import { limits } from '@og-tickets/contract/limits.ts';

/** Sport code under which ceremonies stand. */
const ceremonySport = 'CER';
/** A medal session with a category at this price or above is one that many want. */
const highDemandFromCents = 60_000;
const placesPerAccountInHighDemand = 4;

/**
 * Places that one account may buy for a session: 4 for ceremonies and for sessions that decide a medal and have a
 * category from 600 EUR a place, as the real sale limited its ceremonies and sought-after finals; else the usual 6.
 */
export function placesPerAccount(session: { sport: string; medal: boolean; highestPriceCents: number }): number {
  const highDemand = session.medal && session.highestPriceCents >= highDemandFromCents;
  return session.sport === ceremonySport || highDemand
    ? placesPerAccountInHighDemand
    : limits.placesPerAccountAndSession;
}
