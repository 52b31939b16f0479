import type { ErasureOutlook } from '@og-tickets/contract/privacy.ts';
import type { Db } from '../../../platform/database/database.ts';
import { countTicketsToCome } from '../sql/kept-rows.ts';

/** What stands in the way of erasing an account. */
export async function readErasureOutlook(db: Db, accountId: string): Promise<ErasureOutlook> {
  return { ticketsToCome: await countTicketsToCome(db, accountId) };
}
