import { withTx } from '../../../platform/database/database.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { makeToken, readContact, readDataKey } from '../../accounts/index.ts';
import { deliver, ticketGivenMail, ticketOfferedMail, ticketReceivedMail } from '../../notices/index.ts';
import { openReceiver } from '../personal-data.ts';
import { transferLink } from '../rules/transfer-link.ts';
import { giveMailToken, selectTransfer } from '../sql/transfers.ts';
import { describe } from '../views/transfers.ts';

/**
 * Makes the link of the mail that a giver asked for and sends it; only its hash stays. Nothing happens when the offer has
 * ended in the meantime.
 */
export async function mailOffer(platform: Platform, transferId: string): Promise<void> {
  const { db, keys } = platform;
  const { token, tokenHash } = makeToken();
  const wanted = await withTx(db, (tx) => giveMailToken(tx, transferId, tokenHash));
  if (wanted === undefined || wanted.emailSealed === null) return;
  const { emailSealed, locale, from_account: giver } = wanted;
  const to = openReceiver(await readDataKey(db, keys, giver), transferId, emailSealed);
  const row = await selectTransfer(db, transferId);
  const ticket = await describe(platform, row, locale);
  const link = transferLink(publicOrigin(platform), token);
  await deliver(platform, ticketOfferedMail({ to, locale, ticket, link, expiresAt: row.expires_at.toISOString() }));
}

/** Tells who gave a ticket away that it was accepted, and that its old codes are dead. */
export async function tellGiver(platform: Platform, transferId: string): Promise<void> {
  const { db } = platform;
  const row = await selectTransfer(db, transferId);
  const { email: to, locale, firstName } = await readContact(platform, row.from_account);
  const ticket = await describe(platform, row, locale);
  await deliver(platform, ticketGivenMail({ to, locale, firstName, ticket, origin: publicOrigin(platform) }));
}

/** Tells who accepted a ticket where it is. */
export async function tellReceiver(platform: Platform, transferId: string): Promise<void> {
  const { db } = platform;
  const row = await selectTransfer(db, transferId);
  if (row.to_account === null) throw new Error(`transfer ${transferId} was not accepted`);
  const { email: to, locale, firstName } = await readContact(platform, row.to_account);
  const ticket = await describe(platform, row, locale);
  const url = `${publicOrigin(platform)}/billets/${row.ticket_id}`;
  await deliver(platform, ticketReceivedMail({ to, locale, firstName, ticket, url }));
}
