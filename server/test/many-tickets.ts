import { sql } from 'kysely';
import { holdAccountKeys } from '../src/modules/accounts/index.ts';
import { codeFlags } from '../src/modules/tickets/rules/code-flags.ts';
import { mintStatic } from '../src/modules/tickets/rules/mint-code.ts';
import { withTx } from '../src/platform/database/database.ts';
import { randomBytes, uuidv7 } from '../src/platform/keys/random.ts';
import { seal } from '../src/platform/keys/seal.ts';
import type { Platform } from '../src/platform/platform.ts';

/** Rows of one statement. */
const chunk = 2_000;
const placesEach = 1;

export interface CodedTicket {
  id: string;
  /** The text of its QR code on paper. */
  code: string;
}

/**
 * Gives an account very many Solo tickets of a session, with codes on paper, without orders and money: for gates only. The
 * promises about places and money do not hold for them.
 */
export async function issueMany(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  wanted: { sessionId: number; accountId: string; count: number },
): Promise<CodedTicket[]> {
  const { sessionId, accountId, count } = wanted;
  const { userKey } = await withTx(db, (tx) => holdAccountKeys(tx, keys, accountId));
  const { currentKid: kid, privateKeys } = keys.signing;
  const { currentId: pepperId, keys: peppers } = keys.peppers;
  const [signingKey, pepper] = [privateKeys.get(kid), peppers.get(pepperId)];
  if (signingKey === undefined || pepper === undefined) throw new Error('the keys of tickets are not there');
  const tickets: CodedTicket[] = [];
  for (let from = 0; from < count; from += chunk) {
    const rows = Array.from({ length: Math.min(chunk, count - from) }, () => {
      const id = uuidv7();
      const ticketKey = randomBytes(32);
      const head = { kid, sessionNumber: sessionId, ticketId: id, generation: 1, places: placesEach, flags: codeFlags };
      const { text, fingerprint } = mintStatic({ userKey, ticketKey, pepper, head, signingKey });
      tickets.push({ id, code: text });
      return { id, key: seal(keys, 'tick', id, ticketKey), fingerprint: Buffer.from(fingerprint).toString('hex') };
    });
    await sql`
      INSERT INTO tickets.tickets (id, session_id, order_id, order_line, unit, account_id, category, offer, places,
        ticket_key_sealed, pepper_id, fingerprint, allowed_kinds)
      SELECT id, ${sessionId}, gen_random_uuid(), 0, 1, ${accountId}, 'A', 'solo', ${placesEach}, key, ${pepperId},
        decode(fingerprint, 'hex'), 3
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (id uuid, key text, fingerprint text)`.execute(
      db,
    );
  }
  return tickets;
}
