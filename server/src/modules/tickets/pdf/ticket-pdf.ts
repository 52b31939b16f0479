import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { PdfFormat } from '@og-tickets/contract/ticket-files.ts';
import { makePdf } from '../../../platform/pdf/document.ts';
import { type PrintedTicket, wordDocument, wordTicket } from '../rules/ticket-wording.ts';
import { drawA4Ticket } from './a4-ticket.ts';
import { drawPhoneTicket } from './phone-ticket.ts';

/** How a file of tickets is to be. */
interface PdfRequest {
  format: PdfFormat;
  locale: Locale;
  /** Said under the first ticket, when there is something to say of the file as a whole. */
  notice?: string;
  /** Called after each page with the number of pages drawn; waited for. */
  onPage?: (done: number) => Promise<void>;
}

const drawBy = { a4: drawA4Ticket, phone: drawPhoneTicket } as const satisfies Record<PdfFormat, unknown>;

/** One ticket as a PDF of one page. */
export function renderTicketPdf(printed: PrintedTicket, locale: Locale, format: PdfFormat = 'a4'): Promise<Buffer> {
  return renderTicketsPdf([printed], { locale, format });
}

/**
 * Tickets as one PDF, a page each, tagged, with its fonts inside. Between two pages the process does other work: a page
 * keeps it busy for some milliseconds. Throws RangeError when there is no ticket.
 */
export async function renderTicketsPdf(tickets: readonly PrintedTicket[], request: PdfRequest): Promise<Buffer> {
  const { locale, format } = request;
  const { title, organiser: author, languageTag } = wordDocument(tickets, locale);
  return makePdf({ title, author, languageTag }, async (canvas) => {
    for (const [i, printed] of tickets.entries()) {
      if (i > 0) await nextTurn();
      const notice = i === 0 && request.notice !== undefined ? { notice: request.notice } : {};
      drawBy[format](canvas, { ...wordTicket(printed, locale), ...notice }, printed.codeText);
      await request.onPage?.(i + 1);
    }
  });
}
