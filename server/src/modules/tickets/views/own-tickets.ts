import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import { cancellableUntil } from '@og-tickets/contract/rules/cancellation.ts';
import { kindAllowed } from '@og-tickets/contract/rules/ticket-code/kinds.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openDataKey } from '../../accounts/index.ts';
import { offerNames, readRefundTerms, type SessionBrief, sessionSummaries } from '../../catalog/index.ts';
import { openHolders } from '../personal-data.ts';
import { holdersOf } from '../rules/holder-names.ts';
import { nextFirst } from '../rules/next-first.ts';
import { isTransferable } from '../rules/transfer-window.ts';
import { findOwnTickets, type OwnTicketRow } from '../sql/own-tickets.ts';

type Shop = Pick<Platform, 'db' | 'keys'>;

/** A ticket of the caller with what only its paper form shows. */
export interface OwnTicket {
  ticket: Ticket;
  /** End of the session, ISO 8601. */
  endsAt: string;
  /** Rate of the VAT in its price, in hundredths of a percent. */
  vatBasisPoints: number;
}

/** The account's tickets, the next session first and past ones last; of one order when its code is given. */
export async function listOwnTickets(
  shop: Shop,
  wanted: { accountId: string; orderCode?: string },
  { locale, nowMs }: { locale: Locale; nowMs: number },
): Promise<Ticket[]> {
  const tickets = await toOwnTickets(shop, await findOwnTickets(shop.db, wanted), locale);
  return nextFirst(tickets, nowMs).map(({ ticket }) => ticket);
}

/** The account's tickets of one order, in the order of its lines. */
export async function readTicketsOfOrder(
  shop: Shop,
  wanted: { accountId: string; orderCode: string },
  locale: Locale,
): Promise<OwnTicket[]> {
  return toOwnTickets(shop, await findOwnTickets(shop.db, wanted), locale);
}

/** One ticket of the account; null when there is none or it is another's. */
export async function readOwnTicket(
  shop: Shop,
  owned: { accountId: string; ticketId: string },
  locale: Locale,
): Promise<OwnTicket | null> {
  return (await toOwnTickets(shop, await findOwnTickets(shop.db, owned), locale))[0] ?? null;
}

async function toOwnTickets({ db, keys }: Shop, rows: readonly OwnTicketRow[], locale: Locale): Promise<OwnTicket[]> {
  if (rows.length === 0) return [];
  const sessionIds = rows.map((row) => row.session_id);
  const [sessions, offers, terms] = await Promise.all([
    sessionSummaries(db, sessionIds, locale),
    offerNames(db, locale),
    readRefundTerms(db, sessionIds),
  ]);
  // All are of one account.
  const dataKey = openKeyOf(keys, rows);
  return rows.map((row) => {
    const session = sessions.get(row.session_id);
    if (session === undefined) throw new Error(`ticket ${row.id} is for session ${row.session_id}, which is not there`);
    const names = dataKey === null ? [] : openHolders(dataKey, row);
    const ofSession = terms.get(row.session_id);
    const until = row.received || ofSession === undefined ? null : cancellableUntil(ofSession, row.ordered_at);
    return toOwnTicket(row, { session, offerName: offers.get(row.offer) ?? row.offer, names, until });
  });
}

function openKeyOf(keys: Platform['keys'], rows: readonly OwnTicketRow[]): Buffer | null {
  const [row] = rows;
  if (row === undefined || row.data_key_sealed === null) return null;
  return openDataKey(keys, { id: row.account_id, data_key_sealed: row.data_key_sealed });
}

/** What a ticket shows that stands in other rows. */
interface BesidesRow {
  session: SessionBrief;
  offerName: string;
  names: readonly string[];
  /** Until when its price can be had back. */
  until: Date | null;
}

function toOwnTicket(row: OwnTicketRow, { session, offerName, names, until }: BesidesRow): OwnTicket {
  return {
    ticket: {
      id: row.id,
      session: session.code,
      summary: session.summary,
      doorsAt: session.doorsAt,
      gates: row.gates,
      category: row.category,
      offer: row.offer,
      offerName,
      places: row.places,
      price: money(row.unit_price_cents),
      status: row.status,
      holder: names[0] ?? '',
      holders: holdersOf(names, row.places),
      received: row.received,
      transfer: openOffer(row),
      orderCode: row.order_code,
      entries: row.entries,
      issuedAt: row.issued_at.toISOString(),
      usedAt: row.first_entry_at?.toISOString() ?? null,
      usedGate: row.first_entry_gate,
      cancellableUntil: until?.toISOString() ?? null,
      generation: row.generation,
      change: session.change,
      paperAllowed: kindAllowed(row.session_kinds, 'static'),
    },
    endsAt: session.endsAt,
    vatBasisPoints: row.vat_basis_points,
  };
}

/** The open offer of a ticket. One whose ticket was used in the meantime can no longer be accepted. */
function openOffer(row: OwnTicketRow): Ticket['transfer'] {
  const expiresAt = row.transfer_expires_at;
  return expiresAt !== null && isTransferable(row) ? { expiresAt: expiresAt.toISOString() } : null;
}
