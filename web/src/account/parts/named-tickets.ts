import { limits } from '@og-tickets/contract/limits.ts';

/**
 * How a choice of tickets is told to the server, which takes so many ids in one call: by their ids, or as all that can be taken
 * back; null when it can be told in neither way.
 */
export function namedTickets(
  free: readonly string[],
  chosen: ReadonlySet<string>,
): { tickets: string[] } | { tickets?: never } | null {
  if (chosen.size <= limits.ticketsPerCancellation) return { tickets: free.filter((id) => chosen.has(id)) };
  return chosen.size === free.length ? {} : null;
}
