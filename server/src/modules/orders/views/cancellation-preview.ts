import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { CancellationPreview, CancellationTicket } from '@og-tickets/contract/refunds.ts';
import { isTakenBack } from '@og-tickets/contract/rules/cancellation.ts';
import type { Db } from '../../../platform/database/database.ts';
import { offerNames, sessionSummaries } from '../../catalog/index.ts';
import { ticketsOfOrders } from '../../tickets/index.ts';
import { takenBack } from '../rules/totals.ts';
import { findLines, type LineRow } from '../sql/lines.ts';
import { findOrderOfAccount, type OrderRow } from '../sql/orders.ts';
import { type JudgedTicket, judgeTickets } from './judged-tickets.ts';
import { toOrderTicket } from './order-ticket.ts';

/** Which tickets a preview is about: those named as far as they can be taken back, or all that can. */
export type Choice = readonly string[] | undefined;

/** Tells which tickets can be taken back: by their buyer, or by an admin. */
export type CanTake = (judged: JudgedTicket) => boolean;

/** What a buyer would get back for an order, or for some of its tickets; null when it is not this account's. */
export async function previewCancellation(
  db: Db,
  wanted: { accountId: string; code: string; tickets: Choice; locale: Locale },
): Promise<CancellationPreview | null> {
  const order = await findOrderOfAccount(db, wanted.accountId, wanted.code);
  if (order === undefined) return null;
  return previewOf(db, order, { ...wanted, canTake: ({ bar }) => bar === null });
}

/** The preview of any order, for whoever may take its tickets back. */
export async function previewOf(
  db: Db,
  order: OrderRow,
  wanted: { tickets: Choice; locale: Locale; canTake: CanTake },
): Promise<CancellationPreview> {
  const lines = await findLines(db, [order.id]);
  const tickets = (await ticketsOfOrders(db, [order.id])).get(order.id) ?? [];
  const judged = await judgeTickets(db, order, { lines, tickets });
  const named = wanted.tickets === undefined ? null : new Set(wanted.tickets.map((id) => id.toLowerCase()));
  const chosen = new Set(
    judged.flatMap((one) => (wanted.canTake(one) && named?.has(one.ticket.id) !== false ? [one.ticket.id] : [])),
  );
  const sums = takenBack(lines, tickets, chosen);
  return {
    code: order.code,
    status: order.status,
    tickets: await describe(db, { lines, judged, chosen, buyerId: order.account_id }, wanted.locale),
    refund: money(sums.amountCents),
    refundVat: money(sums.vatCents),
    stays: { tickets: sums.stays.tickets, amount: money(sums.stays.amountCents) },
  };
}

async function describe(
  db: Db,
  order: { lines: readonly LineRow[]; judged: readonly JudgedTicket[]; chosen: ReadonlySet<string>; buyerId: string },
  locale: Locale,
): Promise<CancellationTicket[]> {
  const sessionIds = order.lines.map((line) => line.session_id);
  const sessions = await sessionSummaries(db, sessionIds, locale);
  const offers = await offerNames(db, locale);
  return order.judged.map((one) => {
    const line = order.lines.find(({ position }) => position === one.ticket.line);
    const session = line === undefined ? undefined : sessions.get(line.session_id);
    if (line === undefined || session === undefined) throw new Error(`ticket ${one.ticket.id} has no line or session`);
    return {
      ...toOrderTicket(one, line, order.buyerId),
      session: session.code,
      summary: session.summary,
      category: line.category,
      offerName: offers.get(line.offer) ?? line.offer,
      chosen: order.chosen.has(one.ticket.id),
      entries: one.ticket.entries,
      cancellableUntil: one.until?.toISOString() ?? null,
    };
  });
}

/** Tells whether an admin can take a ticket back: whenever nobody has. */
export function canRefund({ ticket }: JudgedTicket): boolean {
  return !isTakenBack(ticket.status);
}
