import type { Db } from '../../../platform/database/database.ts';
import { readLive } from '../sql/holds.ts';

/** The live holds of a cart with their deadlines. One that is missing has expired or was given back. */
export function liveHolds(db: Db, cartId: string): Promise<Map<string, { expiresAt: Date }>> {
  return readLive(db, cartId);
}
