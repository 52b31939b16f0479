import { type Tx, withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { renewUserKey } from '../../accounts/index.ts';
import { freshKeys } from '../rules/fresh-keys.ts';
import { lockTicketsOfAccount, updateRenewed } from '../sql/renewals.ts';

/**
 * Kills every copy of an account's codes: a new key for the account, and for each of its tickets a new generation, a new
 * key and a new fingerprint, in one transaction. Tickets that nobody can enter with any more take part too: their
 * fingerprints stand on the account's key as well. Entries stay counted. Returns how many tickets let somebody in.
 */
export function renewCodes({ db, keys }: Pick<Platform, 'db' | 'keys'>, accountId: string): Promise<number> {
  return withTx(db, async (tx) => {
    // Locks the account first: an issue at the same moment waits, or is waited for, and its tickets are seen below.
    const userKey = await renewUserKey(tx, keys, accountId);
    return renewTickets(tx, keys, { accountId, userKey });
  });
}

async function renewTickets(
  tx: Tx,
  keys: Platform['keys'],
  { accountId, userKey }: { accountId: string; userKey: Buffer },
): Promise<number> {
  const tickets = await lockTicketsOfAccount(tx, accountId);
  if (tickets.length === 0) return 0;
  const renewed = tickets.map(({ id, session_id: sessionId, generation: before, places }) => {
    const generation = before + 1;
    return { id, generation, ...freshKeys(keys, userKey, { id, sessionId, generation, places }) };
  });
  await updateRenewed(tx, renewed);
  return tickets.filter(({ status }) => status === 'valid').length;
}
