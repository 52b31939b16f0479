import type { Tx } from '../../../platform/database/database.ts';
import { extendLive } from '../sql/holds.ts';

/** Moves the deadline of a cart's live holds. What is over stays over. */
export async function extendHolds(tx: Tx, extension: { cartId: string; expiresAt: Date }): Promise<void> {
  await extendLive(tx, extension.cartId, extension.expiresAt);
}
