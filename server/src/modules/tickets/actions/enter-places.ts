import { KIND_BIT } from '@og-tickets/contract/rules/ticket-code/kinds.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { updateEntries } from '../sql/entries.ts';

/** One entry at a gate. */
interface Entry {
  ticketId: string;
  /** Generation of the code that was shown: a transfer in between stops it. */
  generation: number;
  /** Kind of the code that was shown. */
  kind: keyof typeof KIND_BIT;
  /** Places to let in, or all that are left. */
  places: number | 'rest';
  gate: string;
}

/** What an entry did: places let in by it, and let in so far. */
interface Entered {
  entered: number;
  entries: number;
}

/**
 * Lets places of a ticket in, each only once, by one conditional update; a ticket whose places have all entered becomes
 * used. Null when it lets nobody in: read the ticket to learn why.
 */
export async function enterPlaces(tx: Tx, entry: Entry): Promise<Entered | null> {
  return (await updateEntries(tx, { ...entry, kindBit: KIND_BIT[entry.kind] })) ?? null;
}
