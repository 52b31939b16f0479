import type { TicketCode } from '@og-tickets/contract/tickets.ts';
import { withTx } from '../../../platform/database/database.ts';
import type { Refusal } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type OwnedTicket, readPageCode, readPaperCode } from '../views/ticket-code.ts';
import { whyNoCode } from '../views/why-no-code.ts';
import { allowPaper } from './allow-paper.ts';

/**
 * The code for the page of a ticket: a rotating one, or where the session lets in by paper only the static one, which
 * opens its gate from now on. Refused when it is not the account's ticket (`not_found`) or lets nobody in any more
 * (`ticket_not_valid`).
 */
export async function giveTicketCode(
  platform: Pick<Platform, 'db' | 'keys' | 'log' | 'clock'>,
  owned: OwnedTicket,
): Promise<TicketCode | Refusal> {
  const code = await readPageCode(platform, owned);
  if (code === null) return whyNoCode(platform.db, owned);
  if (code !== 'static') return code;
  const nowMs = platform.clock.nowMs();
  const { accountId, ticketId } = owned;
  const refusal = await withTx(platform.db, (tx) => allowPaper(tx, { accountId, ticketIds: [ticketId], nowMs }));
  if (refusal !== null) return refusal;
  const text = await readPaperCode(platform, owned);
  return text === null
    ? whyNoCode(platform.db, owned)
    : { kind: 'static', text, serverTime: new Date(nowMs).toISOString() };
}
