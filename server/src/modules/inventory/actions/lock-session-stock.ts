import type { Tx } from '../../../platform/database/database.ts';
import { lockStockOfSession } from '../sql/session-stock.ts';

/** Keeps everybody from taking places of a session until the transaction ends; returns how many are taken. */
export function lockSessionStock(tx: Tx, sessionId: number): Promise<number> {
  return lockStockOfSession(tx, sessionId);
}
