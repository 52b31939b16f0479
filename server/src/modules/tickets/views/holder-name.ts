import { SealError } from '../../../platform/keys/seal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openDataKey } from '../../accounts/index.ts';
import { openHolders } from '../personal-data.ts';
import { findSealedHolders, type SealedHolders } from '../sql/holders.ts';

/**
 * All names that are known of a ticket, with commas; empty when they were forgotten. Names that were tampered with keep
 * nobody out, because what lets in is the code: they are empty too, and logged.
 */
export function holderNameOf({ keys, log }: Pick<Platform, 'keys' | 'log'>, ticket: SealedHolders): string {
  if (ticket.data_key_sealed === null || ticket.holders_sealed === null) return '';
  try {
    const dataKey = openDataKey(keys, { id: ticket.accountId, data_key_sealed: ticket.data_key_sealed });
    return openHolders(dataKey, ticket).filter(Boolean).join(', ');
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    log.error({ ticketId: ticket.id, err: error }, 'the names on a ticket do not open');
    return '';
  }
}

/** The same by the ticket's id; null when there is no such ticket. */
export async function readHolderName(
  shop: Pick<Platform, 'db' | 'keys' | 'log'>,
  ticketId: string,
): Promise<string | null> {
  const ticket = await findSealedHolders(shop.db, ticketId);
  return ticket === undefined ? null : holderNameOf(shop, ticket);
}
