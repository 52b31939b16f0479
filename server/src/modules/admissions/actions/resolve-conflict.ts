import type { Conflict } from '@og-tickets/contract/gate-desk.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { holdScannedTickets } from '../../tickets/index.ts';
import { closeConflict, type ConflictRow, lockConflict } from '../sql/resolve.ts';
import { selectScansOfConflict } from '../sql/kept-scans.ts';
import { settleTickets } from './settle-tickets.ts';
import { takeScansBack } from './take-scan-back.ts';

type Decision = NonNullable<Conflict['resolved']>['decision'];

/**
 * A supervisor says what really happened: entries that did not happen are undone with the reason, the others stay as they
 * are, and the ticket lets in again what places are left. Locks the ticket, then the conflict.
 */
export async function resolveConflict(
  tx: Tx,
  conflict: ConflictRow,
  said: { decision: Decision; reason: string; undo: readonly string[]; accountId: string },
): Promise<null | Refusal> {
  const { ticketId } = conflict;
  const tickets = await holdScannedTickets(tx, ticketId === null ? [] : [ticketId]);
  const locked = await lockConflict(tx, conflict.id);
  if (locked?.state !== 'open') return refuse('conflict_resolved');
  const scans = await selectScansOfConflict(tx, conflict.id, said.undo);
  if (scans.length !== new Set(said.undo).size || scans.some((scan) => scan.ticketId !== ticketId)) {
    return refuse('scan_not_undoable');
  }
  const { decision, reason, accountId } = said;
  const done = await takeScansBack(tx, { ticketId, scans }, { kind: 'undone', reason, accountId });
  if (done === null) return refuse('scan_not_undoable');
  const left = done.ticket === null ? null : { most: done.ticket.most, least: done.ticket.entries - done.ticket.exits };
  await closeConflict(tx, { conflictId: conflict.id, decision, reason, accountId, left });
  // What is left is settled now: the ticket is free of its mark.
  await settleTickets(tx, [...tickets.values()]);
  return null;
}
