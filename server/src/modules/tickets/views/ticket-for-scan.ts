import { SealError } from '../../../platform/keys/seal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openDataKey } from '../../accounts/index.ts';
import { openHolders } from '../personal-data.ts';
import { selectTicketForScan, type TicketForScan } from '../sql/entries.ts';

/** A ticket as a gate knows it. */
export type ScannedTicket = Omit<TicketForScan, 'data_key_sealed' | 'holders_sealed'> & {
  /** All names that are known, with commas; empty when they were forgotten or do not open. */
  holderName: string;
};

type Shop = Pick<Platform, 'db' | 'keys' | 'log'>;

/** What a gate needs to know of a ticket, whatever its state; null when there is no such ticket. */
export async function findForScan(shop: Shop, ticketId: string): Promise<ScannedTicket | null> {
  const row = await selectTicketForScan(shop.db, ticketId);
  if (row === undefined) return null;
  const { data_key_sealed: _key, holders_sealed: _names, ...ticket } = row;
  return { ...ticket, holderName: namesOf(shop, row) };
}

/** Names that were tampered with keep nobody out: what lets in is the code. */
function namesOf({ keys, log }: Shop, row: TicketForScan): string {
  if (row.data_key_sealed === null || row.holders_sealed === null) return '';
  try {
    const dataKey = openDataKey(keys, { id: row.accountId, data_key_sealed: row.data_key_sealed });
    return openHolders(dataKey, row).filter(Boolean).join(', ');
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    log.error({ ticketId: row.id, err: error }, 'the names on a ticket do not open');
    return '';
  }
}
