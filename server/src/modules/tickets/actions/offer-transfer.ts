import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { makeToken, readDataKey } from '../../accounts/index.ts';
import { mailOffer } from '../job-names.ts';
import { sealReceiver } from '../personal-data.ts';
import { isTransferable, offerEndsAt } from '../rules/transfer-window.ts';
import { transferLink } from '../rules/transfer-link.ts';
import { lockTicket } from '../sql/lock-ticket.ts';
import { countOffersOfDay, expireOffers, insertOffer } from '../sql/transfers.ts';

/** What an owner asks for. */
export interface TransferWish {
  ticketId: string;
  accountId: string;
  /** Whom to mail a link as well. */
  email: string | null;
  /** Language of that mail. */
  locale: Locale;
}

const dayAgainSeconds = 3_600;

/**
 * Offers a ticket to whoever gets the link, which is given this once: only its hash is kept. Refused when the ticket is
 * not the account's (`not_found`), was used or is not valid (`ticket_not_transferable`), has an open offer
 * (`transfer_open`), when doors are too near (`transfer_closed`), and after too many links in a day (`rate_limited`).
 */
export async function offerTransfer(
  platform: Platform,
  wish: TransferWish,
): Promise<{ link: string; expiresAt: string } | Refusal> {
  const { token, tokenHash } = makeToken();
  const expiresAt = await withTx(platform.db, async (tx) => {
    const ticket = await lockTicket(tx, wish);
    if (ticket === undefined) return refuse('not_found');
    if (!isTransferable(ticket)) return refuse('ticket_not_transferable');
    const until = offerEndsAt(ticket);
    if (until === null) return refuse('transfer_closed');
    await expireOffers(tx, ticket.id);
    if ((await countOffersOfDay(tx, ticket.id)) >= limits.transferOffersPerTicketAndDay) {
      return refuse('rate_limited', { retryAfterSeconds: dayAgainSeconds });
    }
    const id = uuidv7();
    const made = await insertOffer(tx, {
      id,
      ticketId: ticket.id,
      fromAccount: ticket.accountId,
      fromGeneration: ticket.generation,
      tokenHash,
      receiverEmailSealed: await sealReceiverOf(tx, platform, { transferId: id, ...wish }),
      locale: wish.locale,
      expiresAt: until,
    });
    if (!made) return refuse('transfer_open');
    if (wish.email !== null) await enqueue(tx, mailOffer, { transferId: id });
    return until;
  });
  if (isRefusal(expiresAt)) return expiresAt;
  return { link: transferLink(publicOrigin(platform), token), expiresAt: expiresAt.toISOString() };
}

async function sealReceiverOf(
  tx: Tx,
  { keys }: Pick<Platform, 'keys'>,
  { transferId, accountId, email }: { transferId: string; accountId: string; email: string | null },
): Promise<string | null> {
  return email === null ? null : sealReceiver(await readDataKey(tx, keys, accountId), transferId, email);
}
