import type { Tx } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { holdAccountKeys } from '../../accounts/index.ts';
import { sealHolders } from '../personal-data.ts';
import { freshKeys } from '../rules/fresh-keys.ts';
import { findTicketIds, insertMissingTickets } from '../sql/tickets.ts';

/** A paid order as tickets see it. */
export interface Purchase {
  orderId: string;
  accountId: string;
  /** First and last name of who bought. */
  holderName: string;
  lines: readonly PurchasedLine[];
}

interface PurchasedLine {
  position: number;
  sessionId: number;
  category: string;
  offer: string;
  /** Units of the offer; each becomes one ticket. */
  quantity: number;
  /** Places that one unit admits, 1 to 50. */
  placesEach: number;
}

const firstGeneration = 1;

/**
 * Issues the tickets of a paid order, in the transaction that marks it paid: one for each unit of each line. Doing it
 * again gives the tickets that are there. Returns all their ids, in the order of the lines.
 * Throws when the account does not exist or its key does not open: the order must not become paid without tickets.
 */
export async function issueTickets(tx: Tx, platform: Pick<Platform, 'keys'>, purchase: Purchase): Promise<string[]> {
  const { keys } = platform;
  const { userKey, dataKey } = await holdAccountKeys(tx, keys, purchase.accountId);
  const tickets = purchase.lines.flatMap((line) =>
    Array.from({ length: line.quantity }, (_, i) => {
      const ticket = newTicket(keys, userKey, line);
      return {
        ...ticket,
        order_id: purchase.orderId,
        order_line: line.position,
        unit: i + 1,
        account_id: purchase.accountId,
        holders_sealed: sealHolders(dataKey, ticket.id, [purchase.holderName]),
        holder_words: [],
      };
    }),
  );
  if (tickets.length > 0) await insertMissingTickets(tx, tickets);
  return (await findTicketIds(tx, [purchase.orderId])).map(({ id }) => id);
}

/** A ticket with a key of its own, known at the gate by the fingerprint of what both keys make. */
function newTicket(keys: KeyRing, userKey: Buffer, line: PurchasedLine) {
  const id = uuidv7();
  const coded = { id, sessionId: line.sessionId, generation: firstGeneration, places: line.placesEach };
  return {
    id,
    session_id: line.sessionId,
    category: line.category,
    offer: line.offer,
    places: line.placesEach,
    generation: firstGeneration,
    ...freshKeys(keys, userKey, coded),
  };
}
