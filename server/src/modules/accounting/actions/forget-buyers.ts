import { limits } from '@og-tickets/contract/limits.ts';
import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { deleteOldBuyers } from '../sql/buyers.ts';

/** Forgets who bought once the law wants it no more, with the key, so that no copy tells it either. The books stay. */
export async function forgetBuyers({ db, log }: Pick<Platform, 'db' | 'log'>): Promise<void> {
  const forgotten = await withTx(db, (tx) => deleteOldBuyers(tx, limits.invoiceYears));
  if (forgotten > 0) log.info({ invoices: forgotten }, 'the buyers on old invoices are forgotten');
}
