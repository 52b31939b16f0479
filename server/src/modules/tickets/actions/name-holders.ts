import type { Locale } from '@og-tickets/contract/common.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { nameIndex, readDataKey } from '../../accounts/index.ts';
import { sealHolders } from '../personal-data.ts';
import { holderFault } from '../rules/holder-names.ts';
import { isTransferable } from '../rules/transfer-window.ts';
import { lockTicket, updateHolders } from '../sql/lock-ticket.ts';

/**
 * Writes who enters, place by place, until the doors open or somebody enters. Refused when the ticket is not the
 * account's (`not_found`), when it is too late (`holder_locked`), and for names that do not fit its places
 * (`invalid_request`).
 */
export function nameHolders(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  wish: { ticketId: string; accountId: string; holders: readonly string[]; locale: Locale },
): Promise<Refusal | null> {
  const holders = wish.holders.map((name) => name.normalize('NFC').trim());
  return withTx(db, async (tx) => {
    const ticket = await lockTicket(tx, wish);
    if (ticket === undefined) return refuse('not_found');
    const fault = holderFault(holders, ticket.places, wish.locale);
    if (fault !== null) return refuse('invalid_request', { fields: [fault] });
    if (!isTransferable(ticket) || ticket.doorsAt <= ticket.now) return refuse('holder_locked');
    const dataKey = await readDataKey(tx, keys, wish.accountId);
    const sealed = sealHolders(dataKey, ticket.id, holders);
    await updateHolders(tx, ticket.id, { sealed, words: nameIndex(keys, holders) });
    return null;
  });
}
