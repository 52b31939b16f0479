import type { Tx } from '../../../platform/database/database.ts';
import { deleteCartsOf } from '../sql/forget.ts';

/** Forgets the carts of some accounts. Holds that are still theirs run out by themselves. */
export async function forgetCarts(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await deleteCartsOf(tx, accountIds);
}
