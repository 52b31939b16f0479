import { KIND_BIT } from '@og-tickets/contract/rules/ticket-code/kinds.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type GateTicketRow, lockGateTickets, updateThroughGate } from '../sql/gate-tickets.ts';

/** Places that go in or out with one ticket. */
export interface GatePassage {
  ticketId: string;
  direction: 'in' | 'out';
  places: number;
  /** Who left may come in again. */
  reentry: boolean;
  /** The code that was shown; null for a ticket that was found without one. */
  code: { generation: number; kind: keyof typeof KIND_BIT } | null;
  gate: string;
}

/** Places that have entered, and of them those that have not left. */
export interface GateCounts {
  entries: number;
  inside: number;
}

/** Keeps tickets as they are until the transaction ends and says how that is; unknown ids are left out. */
export async function holdGateTickets(tx: Tx, ticketIds: readonly string[]): Promise<Map<string, GateTicketRow>> {
  const rows = ticketIds.length === 0 ? [] : await lockGateTickets(tx, [...new Set(ticketIds)]);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Lets places of tickets in or out, one passage a ticket, by one conditional update: each place enters only once, or comes
 * back only after it left. A ticket that could not is left out of the answer.
 */
export async function passGate(tx: Tx, passages: readonly GatePassage[]): Promise<Map<string, GateCounts>> {
  if (passages.length === 0) return new Map();
  const rows = await updateThroughGate(
    tx,
    passages.map(({ code, ...passage }) => ({
      ...passage,
      generation: code?.generation ?? null,
      kindBit: code === null ? null : KIND_BIT[code.kind],
    })),
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
