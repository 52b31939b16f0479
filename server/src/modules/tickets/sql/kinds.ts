import { KIND_BIT } from '@og-tickets/contract/rules/ticket-code/kinds.ts';
import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** What decides whether a ticket may be printed. */
export interface TicketKindsRow {
  id: string;
  status: TicketStatus;
  /** Kinds of code that the session accepts. */
  session_kinds: number;
  codes_released_at: Date | null;
}

/** Those of some tickets that are this account's; their rows stay locked. */
export function lockTicketKinds(
  tx: Tx,
  owned: { accountId: string; ticketIds: readonly string[] },
): Promise<TicketKindsRow[]> {
  return tx
    .selectFrom('tickets.tickets as ticket')
    .innerJoin('catalog.sessions as session', 'session.id', 'ticket.session_id')
    .select(['ticket.id', 'ticket.status', 'session.allowed_kinds as session_kinds', 'session.codes_released_at'])
    .where('ticket.id', 'in', [...owned.ticketIds])
    .where('ticket.account_id', '=', owned.accountId)
    .orderBy('ticket.id')
    .forUpdate('ticket')
    .execute();
}

/** Lets the static codes of these tickets in; writes only those that did not yet. */
export async function addStaticKind(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('tickets.tickets')
    .set({ allowed_kinds: sql`allowed_kinds | ${KIND_BIT.static}` })
    .where('id', 'in', [...ticketIds])
    .where(sql<boolean>`allowed_kinds & ${KIND_BIT.static} = 0`)
    .execute();
}
