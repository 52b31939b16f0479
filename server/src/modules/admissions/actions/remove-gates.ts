import type { Tx } from '../../../platform/database/database.ts';
import { deleteGates } from '../sql/gates.ts';

/** Removes the gates of a session that goes, and who was posted at them. */
export function removeGates(tx: Tx, sessionId: number): Promise<void> {
  return deleteGates(tx, sessionId);
}
