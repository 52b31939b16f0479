import type { Locale } from '@og-tickets/contract/common.ts';
import type { GivenTicket, TransferPreview } from '@og-tickets/contract/transfers.ts';
import type { Platform } from '../../../platform/platform.ts';
import { hashToken, openPerson, readContact } from '../../accounts/index.ts';
import { offerNames, sessionSummaries } from '../../catalog/index.ts';
import { isTransferable } from '../rules/transfer-window.ts';
import { findOffer, selectGiven, selectTransfer, type TransferRow } from '../sql/transfers.ts';

type Shop = Pick<Platform, 'db' | 'keys'>;

/** What a transfer says of its ticket, without anything that leads to its code or its order. */
export type TransferredTicket = Pick<
  TransferPreview,
  'session' | 'summary' | 'category' | 'offerName' | 'places' | 'giver'
>;

/** What the link with this token offers; null when it gives nothing any more. */
export async function previewTransfer(platform: Shop, token: string, locale: Locale): Promise<TransferPreview | null> {
  const { db } = platform;
  const offer = await findOffer(db, hashToken(token));
  if (offer === undefined || offer.status !== 'offered' || offer.over) return null;
  const row = await selectTransfer(db, offer.id);
  const stillGiven = row.account_id === row.from_account && isTransferable({ ...row, status: row.ticket_status });
  if (!stillGiven) return null;
  return { ...(await describe(platform, row, locale)), expiresAt: row.expires_at.toISOString() };
}

/** The tickets that an account gave away, the latest first. */
export async function listGiven({ db, keys }: Shop, accountId: string, locale: Locale): Promise<GivenTicket[]> {
  const rows = await selectGiven(db, accountId);
  const offers = await offerNames(db, locale);
  const sessionIds = rows.map((row) => row.session_id);
  const sessions = await sessionSummaries(db, sessionIds, locale);
  return rows.flatMap((row) => {
    const session = sessions.get(row.session_id);
    if (session === undefined || row.accepted_at === null) return [];
    return [
      {
        id: row.id,
        ticketId: row.ticket_id,
        session: session.code,
        summary: session.summary,
        category: row.category,
        offerName: offers.get(row.offer) ?? row.offer,
        places: row.places,
        receiver: openPerson(keys, row.receiver).firstName,
        acceptedAt: row.accepted_at.toISOString(),
      },
    ];
  });
}

/** The ticket of a transfer and who gives it, in one language. Throws when its session is not there. */
export async function describe(platform: Shop, row: TransferRow, locale: Locale): Promise<TransferredTicket> {
  const { db } = platform;
  const [sessions, offers, giver] = await Promise.all([
    sessionSummaries(db, [row.session_id], locale),
    offerNames(db, locale),
    readContact(platform, row.from_account),
  ]);
  const session = sessions.get(row.session_id);
  if (session === undefined) throw new Error(`transfer ${row.id} is for session ${row.session_id}, which is not there`);
  return {
    session: session.code,
    summary: session.summary,
    category: row.category,
    offerName: offers.get(row.offer) ?? row.offer,
    places: row.places,
    giver: giver.firstName,
  };
}
