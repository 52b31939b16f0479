import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { holdScannedTickets } from '../../tickets/index.ts';
import { insertCorrection } from '../sql/corrections.ts';
import type { KeptScanRow } from '../sql/kept-scans.ts';
import { type SettledTicket, settleTickets } from './settle-tickets.ts';

/** Why a scan is taken back, and by whom. */
export interface TakenBack {
  kind: 'undone' | 'voided';
  reason: string;
  accountId: string;
}

/**
 * Takes scans of one ticket back: they stay, marked, and the ticket says what the others add up to. Null when one of them
 * counts nothing (any more). Locks the ticket, then its conflicts.
 */
export async function takeScansBack(
  tx: Tx,
  { ticketId, scans }: { ticketId: string | null; scans: readonly KeptScanRow[] },
  why: TakenBack,
): Promise<{ ticket: (SettledTicket & { places: number }) | null } | null> {
  const tickets = await holdScannedTickets(tx, ticketId === null ? [] : [ticketId]);
  for (const { id: scanId, sessionId, passed } of scans) {
    if (passed === 0 || !(await insertCorrection(tx, { ...why, scanId, sessionId, places: passed }))) return null;
  }
  const ticket = ticketId === null ? undefined : tickets.get(ticketId);
  if (ticket === undefined) return { ticket: null };
  const settled = (await settleTickets(tx, [ticket])).get(ticket.id);
  return { ticket: settled === undefined ? null : { ...settled, places: ticket.places } };
}

/** A supervisor takes an entry or exit back, with a reason: `scan_not_undoable` where that would leave fewer than none inside. */
export async function undoScan(
  tx: Tx,
  scan: KeptScanRow,
  by: { reason: string; accountId: string },
): Promise<{ entries: number; inside: number; places: number } | Refusal> {
  const done = await takeScansBack(tx, { ticketId: scan.ticketId, scans: [scan] }, { kind: 'undone', ...by });
  if (done === null || done.ticket?.conflict === 'left_without_entry') return refuse('scan_not_undoable');
  const { entries, exits, places } = done.ticket ?? { entries: 0, exits: 0, places: 0 };
  return { entries, inside: entries - exits, places };
}
