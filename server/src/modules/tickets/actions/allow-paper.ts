import { kindAllowed } from '@og-tickets/contract/rules/ticket-code/kinds.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { codesReleased, hasCode } from '../rules/code-given.ts';
import { addStaticKind, lockTicketKinds } from '../sql/kinds.ts';

/**
 * Lets the static codes of an account's tickets in, before they are given out on paper: until then a copy of a static
 * code opens no gate. All or none: refused when one is not the account's (`not_found`) or lets nobody in (`ticket_not_valid`), when its
 * session lets nobody in by paper (`paper_not_allowed`) or gives no codes yet (`code_not_released`).
 */
export async function allowPaper(
  tx: Tx,
  wanted: { accountId: string; ticketIds: readonly string[]; nowMs: number },
): Promise<Refusal | null> {
  const ids = new Set(wanted.ticketIds);
  if (ids.size === 0) return null;
  const tickets = await lockTicketKinds(tx, { accountId: wanted.accountId, ticketIds: [...ids] });
  if (tickets.length < ids.size) return refuse('not_found');
  if (!tickets.every(({ status }) => hasCode(status))) return refuse('ticket_not_valid');
  if (!tickets.every((ticket) => kindAllowed(ticket.session_kinds, 'static'))) return refuse('paper_not_allowed');
  if (!tickets.every((ticket) => codesReleased(ticket.codes_released_at, wanted.nowMs))) {
    return refuse('code_not_released');
  }
  await addStaticKind(tx, [...ids]);
  return null;
}
