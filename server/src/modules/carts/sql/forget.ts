import type { Tx } from '../../../platform/database/database.ts';

/** Deletes the carts of some accounts with their lines. */
export async function deleteCartsOf(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('carts.carts')
    .where('account_id', 'in', [...accountIds])
    .execute();
}
