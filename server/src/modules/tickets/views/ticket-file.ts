import type { Locale } from '@og-tickets/contract/common.ts';
import type { PdfFormat } from '@og-tickets/contract/ticket-files.ts';
import type { Platform } from '../../../platform/platform.ts';
import { settingsOf } from '../../settings/index.ts';
import { renderTicketPdf } from '../pdf/ticket-pdf.ts';
import { ticketFileName } from '../rules/ticket-wording.ts';
import { readOwnTicket } from './own-tickets.ts';
import { readPaperCode } from './ticket-code.ts';

/** A ticket as a file to print, once `allowPaper` has succeeded; null in the cases in which it has no code. */
export async function readTicketFile(
  platform: Pick<Platform, 'db' | 'keys' | 'log' | 'clock'>,
  owned: { ticketId: string; accountId: string },
  { locale, format }: { locale: Locale; format: PdfFormat },
): Promise<{ bytes: Buffer; fileName: string } | null> {
  const [own, codeText] = await Promise.all([readOwnTicket(platform, owned, locale), readPaperCode(platform, owned)]);
  if (own === null || codeText === null) return null;
  const { ticket, vatBasisPoints } = own;
  const { shopName: organiser } = await settingsOf(platform).current();
  const bytes = await renderTicketPdf({ organiser, ticket, vatBasisPoints, codeText }, locale, format);
  return { bytes, fileName: ticketFileName(ticket, locale) };
}
