import type { Platform } from '../../../platform/platform.ts';
import { type Buyer, openBuyer } from '../buyers.ts';
import { selectBuyersOf } from '../sql/buyers.ts';

/** Who stands as the buyer on the invoices of an account, the oldest first. Throws SealError. */
export async function readOwnBuyers(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  accountId: string,
): Promise<(Buyer & { orderCode: string })[]> {
  const rows = await selectBuyersOf(db, accountId);
  return rows.map((row) => ({ orderCode: row.order_code, ...openBuyer(keys, row) }));
}
