import type { Tx } from '../../../platform/database/database.ts';
import { deleteStockOfSession } from '../sql/session-stock.ts';

/** Removes the stock of a session that goes. Throws when anything of it was ever held. */
export function removeStock(tx: Tx, sessionId: number): Promise<void> {
  return deleteStockOfSession(tx, sessionId);
}
