import { fingerprint } from '@og-tickets/contract/rules/ticket-code/fingerprint.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { randomBytes } from '../../../platform/keys/random.ts';
import { seal } from '../../../platform/keys/seal.ts';
import { codeFlags } from './code-flags.ts';
import { deriveTag } from './mint-code.ts';

const ticketKeyBytes = 32;

/** What the tag of a ticket's codes covers. */
interface CodedTicket {
  id: string;
  sessionId: number;
  generation: number;
  /** 1 to 50. */
  places: number;
}

/**
 * A new key for a ticket, sealed, and the fingerprint by which the gate knows what it makes together with the key of the
 * account that owns the ticket.
 */
export function freshKeys(keys: KeyRing, userKey: Buffer, ticket: CodedTicket) {
  const { id, sessionId: sessionNumber, generation, places } = ticket;
  const ticketKey = randomBytes(ticketKeyBytes);
  const { currentId: pepperId, keys: peppers } = keys.peppers;
  const pepper = peppers.get(pepperId);
  if (pepper === undefined) throw new Error(`there is no pepper ${pepperId}`);
  const kid = keys.signing.currentKid;
  const head = { kid, sessionNumber, ticketId: id, generation, places, flags: codeFlags };
  return {
    ticket_key_sealed: seal(keys, 'tick', id, ticketKey),
    pepper_id: pepperId,
    fingerprint: Buffer.from(fingerprint(id, deriveTag({ userKey, ticketKey, pepper, head }))),
  };
}
