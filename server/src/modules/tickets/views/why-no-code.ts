import type { Db } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { findOwnStatus } from '../sql/order-tickets.ts';

/** Why a ticket has no code, file or calendar entry: it lets nobody in any more (`ticket_not_valid`), or is not found. */
export async function whyNoCode(db: Db, owned: { ticketId: string; accountId: string }): Promise<Refusal> {
  return refuse((await findOwnStatus(db, owned)) === undefined ? 'not_found' : 'ticket_not_valid');
}
