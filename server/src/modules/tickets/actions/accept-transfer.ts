import { KIND_BIT } from '@og-tickets/contract/rules/ticket-code/kinds.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AccountKeys, hashToken, holdAccountKeys, readContact } from '../../accounts/index.ts';
import { tellGiver, tellReceiver } from '../job-names.ts';
import { sealHolders } from '../personal-data.ts';
import { freshKeys } from '../rules/fresh-keys.ts';
import { isTransferable, transferClosesAt } from '../rules/transfer-window.ts';
import { type LockedTicket, lockTicket, updateOwner } from '../sql/lock-ticket.ts';
import { closeAccepted, findOffer } from '../sql/transfers.ts';

/** Printed codes are the giver's: a new owner's ticket lets in by the ticket page until its PDF is asked for. */
const kindsOfNewOwner = KIND_BIT.rotating;

/**
 * Gives an offered ticket to the account that has its link: new owner, new key, next generation, so that every code of
 * the giver's is dead from the commit on. The same account accepting again gets the same answer. Refused when the link is
 * unknown, used, taken back or over (`transfer_link_invalid`), one's own (`transfer_own`), when the ticket was used or is
 * not valid (`ticket_not_transferable`) and when doors are too near (`transfer_closed`).
 */
export function acceptTransfer(
  platform: Pick<Platform, 'db' | 'keys'>,
  wish: { token: string; accountId: string },
): Promise<{ ticketId: string } | Refusal> {
  const tokenHash = hashToken(wish.token);
  return withTx(platform.db, async (tx) => {
    const known = await findOffer(tx, tokenHash);
    if (known === undefined) return refuse('transfer_link_invalid');
    const accountKeys = await holdAccountKeys(tx, platform.keys, wish.accountId);
    const ticket = await lockTicket(tx, { ticketId: known.ticketId });
    // Read again under the lock: who was waiting sees what the one before did.
    const offer = await findOffer(tx, tokenHash);
    if (ticket === undefined || offer === undefined) return refuse('transfer_link_invalid');
    const { accountId } = wish;
    if (offer.status === 'accepted' && offer.toAccount === accountId && ticket.accountId === accountId) {
      return { ticketId: ticket.id };
    }
    if (offer.status !== 'offered' || offer.over) return refuse('transfer_link_invalid');
    if (ticket.accountId === accountId) return refuse('transfer_own');
    if (ticket.accountId !== offer.fromAccount) return refuse('transfer_link_invalid');
    if (!isTransferable(ticket)) return refuse('ticket_not_transferable');
    if (transferClosesAt(ticket.doorsAt) <= ticket.now) return refuse('transfer_closed');
    return handOver(tx, platform, { ticket, transferId: offer.id, accountId, accountKeys });
  });
}

async function handOver(
  tx: Tx,
  { keys }: Pick<Platform, 'keys'>,
  given: { ticket: LockedTicket; transferId: string; accountId: string; accountKeys: AccountKeys },
): Promise<{ ticketId: string } | Refusal> {
  const { ticket, transferId, accountId, accountKeys } = given;
  const { firstName, lastName } = await readContact({ db: tx, keys }, accountId);
  const generation = ticket.generation + 1;
  const closed = await closeAccepted(tx, {
    id: transferId,
    fromAccount: ticket.accountId,
    toAccount: accountId,
    fromGeneration: ticket.generation,
  });
  const moved =
    closed &&
    (await updateOwner(tx, ticket, {
      accountId,
      holdersSealed: sealHolders(accountKeys.dataKey, ticket.id, [`${firstName} ${lastName}`]),
      generation,
      allowedKinds: kindsOfNewOwner,
      ...freshKeys(keys, accountKeys.userKey, { ...ticket, generation }),
    }));
  if (!moved) return refuse('transfer_link_invalid');
  await enqueue(tx, tellGiver, { transferId });
  await enqueue(tx, tellReceiver, { transferId });
  return { ticketId: ticket.id };
}
