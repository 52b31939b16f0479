import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { expireOffers } from '../sql/transfers.ts';

/** Marks the offers that nobody accepted in time, and forgets whom they were mailed to. */
export function expireTransfers({ db }: Pick<Platform, 'db'>): Promise<void> {
  return withTx(db, (tx) => expireOffers(tx));
}
