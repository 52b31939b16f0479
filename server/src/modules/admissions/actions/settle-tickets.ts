import type { Tx } from '../../../platform/database/database.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { recordPassages, type ScannedTicket } from '../../tickets/index.ts';
import { judgeScans, type TicketCounts } from '../rules/offline/judge-scans.ts';
import {
  changeConflictKind,
  conflictKey,
  linkTicketScans,
  lockOpenConflicts,
  openConflicts,
  selectSettled,
  withdrawConflicts,
} from '../sql/conflicts.ts';
import { selectReentry } from '../sql/reentry.ts';
import { selectTicketScans } from '../sql/ticket-scans.ts';

/** How a ticket stands once all its scans are added up. */
export interface SettledTicket extends TicketCounts {
  /** The conflict that is open about it, if there is one. */
  conflictId: string | null;
}

/**
 * Has tickets say what all their scans add up to: counts, first entry, and one open conflict where the scans cannot all
 * be right. It is worked out from all scans each time, so that the order they came in leaves no trace. The tickets must
 * be locked (`holdScannedTickets`); conflicts are locked after them.
 */
export async function settleTickets(
  tx: Tx,
  tickets: readonly ScannedTicket[],
): Promise<ReadonlyMap<string, SettledTicket>> {
  if (tickets.length === 0) return new Map();
  const counts = await addUp(tx, tickets);
  await recordPassages(
    tx,
    tickets.flatMap(({ id }) => {
      const one = counts.get(id);
      if (one === undefined) return [];
      const firstEntryAt = one.first === null ? null : new Date(one.first.atMs);
      const { entries, exits } = one;
      const conflict = one.conflict !== null;
      return [{ ticketId: id, entries, exits, firstEntryAt, firstEntryGate: one.first?.gate ?? null, conflict }];
    }),
  );
  const open = await openAndWithdraw(tx, tickets, counts);
  return new Map(Array.from(counts, ([id, one]) => [id, { ...one, conflictId: open.get(id) ?? null }]));
}

async function addUp(tx: Tx, tickets: readonly ScannedTicket[]): Promise<Map<string, TicketCounts>> {
  const ids = tickets.map(({ id }) => id);
  const scans = Map.groupBy(await selectTicketScans(tx, ids), ({ ticketId }) => ticketId);
  const settled = new Map((await selectSettled(tx, ids)).map((one) => [one.ticketId, one]));
  const reentry = await selectReentry(
    tx,
    tickets.map(({ sessionNumber }) => sessionNumber),
  );
  return new Map(
    tickets.map(({ id, places, sessionNumber }) => {
      const counted = (scans.get(id) ?? []).map(({ happenedAt, found, ...scan }) => ({
        ...scan,
        happenedAtMs: happenedAt.getTime(),
        withoutRight: found !== null,
      }));
      return [id, judgeScans({ places, reentry: reentry.has(sessionNumber) }, counted, settled.get(id) ?? null)];
    }),
  );
}

/** Returns the open conflict of each ticket that has one. */
async function openAndWithdraw(
  tx: Tx,
  tickets: readonly ScannedTicket[],
  counts: ReadonlyMap<string, TicketCounts>,
): Promise<Map<string, string>> {
  const before = await lockOpenConflicts(
    tx,
    tickets.map(({ id }) => id),
  );
  const open = new Map(before.map(({ subject, id }) => [subject, id]));
  const over = before.filter(({ subject }) => counts.get(subject)?.conflict === null);
  for (const { subject } of over) open.delete(subject);
  await withdrawConflicts(
    tx,
    over.map(({ id }) => id),
  );
  for (const { id, subject, kind } of before) {
    const now = counts.get(subject)?.conflict ?? null;
    if (now !== null && now !== kind) await changeConflictKind(tx, id, now);
  }
  const fresh = tickets.flatMap(({ id, sessionNumber }) => {
    const kind = counts.get(id)?.conflict ?? null;
    return kind === null || open.has(id)
      ? []
      : [{ id: uuidv7(), subject: id, sessionId: sessionNumber, ticketId: id, kind }];
  });
  const opened = await openConflicts(tx, fresh);
  for (const one of fresh) open.set(one.subject, opened.get(conflictKey(one)) ?? one.id);
  await linkTicketScans(tx, [...open.values()]);
  return open;
}
