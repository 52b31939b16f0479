import type { Locale } from '@og-tickets/contract/common.ts';
import type { PdfFormat } from '@og-tickets/contract/ticket-files.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { settingsOf } from '../../settings/index.ts';
import { renderTicketsPdf } from '../pdf/ticket-pdf.ts';
import { hasCode } from '../rules/code-given.ts';
import { orderFileName, type PrintedTicket, wordLeftOut } from '../rules/ticket-wording.ts';
import { type OwnTicket, readTicketsOfOrder } from '../views/own-tickets.ts';
import { readPaperCode } from '../views/ticket-code.ts';
import { allowPaper } from './allow-paper.ts';

type PrintPlatform = Pick<Platform, 'db' | 'keys' | 'log' | 'clock'>;

interface WantedOrder {
  accountId: string;
  orderCode: string;
}

/** The tickets of an order that go into its file, and what is said of the others. */
export interface OrderPrint {
  tickets: readonly OwnTicket[];
  notice: string | undefined;
}

/**
 * Finds which tickets of an order may be printed and lets their static codes in; the others are left out. Refused when
 * none is left: `not_found` when no ticket of the order is valid, `ticket_not_valid` when all were taken back, else as the
 * first of them is refused.
 */
export async function allowOrderPaper(
  platform: PrintPlatform,
  { accountId, orderCode }: WantedOrder,
  locale: Locale,
): Promise<OrderPrint | Refusal> {
  const own = await readTicketsOfOrder(platform, { accountId, orderCode }, locale);
  const valid = own.filter(({ ticket }) => ticket.status === 'valid');
  const ids = valid.map(({ ticket }) => ticket.id).toSorted();
  const nowMs = platform.clock.nowMs();
  const refusals = await withTx(platform.db, async (tx) => {
    const byTicket = new Map<string, Refusal>();
    for (const id of ids) {
      const refusal = await allowPaper(tx, { accountId, ticketIds: [id], nowMs });
      if (refusal !== null) byTicket.set(id, refusal);
    }
    return byTicket;
  });
  const tickets = valid.filter(({ ticket }) => !refusals.has(ticket.id));
  const [refusal] = refusals.values();
  if (tickets.length === 0) {
    const ended = own.length > 0 && own.every(({ ticket }) => !hasCode(ticket.status));
    return refusal ?? refuse(ended ? 'ticket_not_valid' : 'not_found');
  }
  const count = (code: Refusal['code']): number => [...refusals.values()].filter((one) => one.code === code).length;
  const leftOut = { phoneOnly: count('paper_not_allowed'), later: count('code_not_released') };
  return { tickets, notice: wordLeftOut(leftOut, locale) };
}

/**
 * Draws the file of an order, whose tickets `allowOrderPaper` let in. `onPage` hears of every page that is done. Refused
 * (`not_found`) when none of them lets in any more.
 */
export async function drawOrder(
  platform: PrintPlatform,
  { tickets, notice }: OrderPrint,
  wanted: WantedOrder & { format: PdfFormat; locale: Locale; onPage?: (done: number) => Promise<void> },
): Promise<{ bytes: Buffer; fileName: string } | Refusal> {
  const { accountId, orderCode, format, locale, onPage } = wanted;
  const { shopName: organiser } = await settingsOf(platform).current();
  const printed: PrintedTicket[] = [];
  for (const { ticket, vatBasisPoints } of tickets) {
    const codeText = await readPaperCode(platform, { accountId, ticketId: ticket.id });
    // Given away or refunded a moment ago.
    if (codeText !== null) printed.push({ organiser, ticket, vatBasisPoints, codeText });
  }
  if (printed.length === 0) return refuse('not_found');
  const bytes = await renderTicketsPdf(printed, {
    format,
    locale,
    ...(notice === undefined ? {} : { notice }),
    ...(onPage === undefined ? {} : { onPage }),
  });
  return { bytes, fileName: orderFileName(orderCode, locale) };
}

/** All of it at once, for a mail or an order of few tickets. Refused as `allowOrderPaper`; never call it in a transaction. */
export async function printOrder(
  platform: PrintPlatform,
  wanted: WantedOrder & { format: PdfFormat; locale: Locale },
): Promise<{ bytes: Buffer; fileName: string } | Refusal> {
  const print = await allowOrderPaper(platform, wanted, wanted.locale);
  return isRefusal(print) ? print : drawOrder(platform, print, wanted);
}
