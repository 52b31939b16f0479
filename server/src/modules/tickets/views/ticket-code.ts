import { equalBytes } from '@og-tickets/contract/rules/bytes.ts';
import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { open } from '../../../platform/keys/seal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readUserKey } from '../../accounts/index.ts';
import { codeFlags } from '../rules/code-flags.ts';
import { mintStatic } from '../rules/mint-code.ts';
import { findTicketKeys } from '../sql/tickets.ts';

/** A used ticket still has its code: at the gate it says when and where it was used. */
const withCode: ReadonlySet<TicketStatus> = new Set(['valid', 'used']);

/**
 * The text for the QR code of a ticket on paper, made anew from its keys and signed by the current signing key. Null
 * when the ticket is not this account's, or lets nobody in any more (refunded, cancelled, blocked, transferred).
 * Throws when the keys do not make the fingerprint that the gates know: the row was changed, or a secret was.
 */
export async function readTicketCode(
  { db, keys, log }: Pick<Platform, 'db' | 'keys' | 'log'>,
  owned: { ticketId: string; accountId: string },
): Promise<string | null> {
  const row = await findTicketKeys(db, owned);
  if (row === undefined || !withCode.has(row.status)) return null;
  const kid = keys.signing.currentKid;
  const signingKey = keys.signing.privateKeys.get(kid);
  const pepper = keys.peppers.keys.get(row.pepper_id);
  if (signingKey === undefined || pepper === undefined) {
    throw new Error(`ticket ${owned.ticketId} needs signing key ${kid} and pepper ${row.pepper_id}`);
  }
  const minted = mintStatic({
    userKey: await readUserKey(db, keys, row.account_id),
    ticketKey: open(keys, 'tick', owned.ticketId, row.ticket_key_sealed),
    pepper,
    signingKey,
    head: {
      kid,
      sessionNumber: row.session_id,
      ticketId: owned.ticketId,
      generation: row.generation,
      places: row.places,
      flags: codeFlags,
    },
  });
  if (!equalBytes(minted.fingerprint, row.fingerprint)) {
    log.error({ ticketId: owned.ticketId }, 'a ticket’s keys do not make its fingerprint');
    throw new Error(`the keys of ticket ${owned.ticketId} do not make its fingerprint`);
  }
  return minted.text;
}
