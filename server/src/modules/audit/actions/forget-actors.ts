import type { Tx } from '../../../platform/database/database.ts';
import { deleteActorKeys } from '../sql/actor-keys.ts';

/** Makes addresses and reasons of these accounts unreadable for good; their entries and the chain stay. */
export function forgetActors(tx: Tx, accountIds: readonly string[]): Promise<void> {
  return deleteActorKeys(tx, accountIds);
}
