import type { Tx } from '../../../platform/database/database.ts';
import { insertMissingGates } from '../sql/gates.ts';

/** The gates of a session that was given none of its own. */
const usualGates = ['A', 'B', 'C'];

/** Gives gates A, B and C to every session that has none, so that a catalogue just loaded can be scanned. */
export function ensureGates(tx: Tx): Promise<void> {
  return insertMissingGates(tx, usualGates);
}
