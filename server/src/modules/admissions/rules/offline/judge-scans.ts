import type { ScanReason } from '@og-tickets/contract/admissions.ts';

/** Why the scans of a ticket cannot all be right. */
export type TicketConflict = 'entered_twice' | 'entered_without_right' | 'left_without_entry';

/** A scan that let somebody in or out and was not taken back. */
export interface CountedScan {
  id: string;
  direction: 'in' | 'out';
  /** Places that went through. */
  passed: number;
  happenedAtMs: number;
  gate: string;
  /** The server would not have let it in, whatever went in before. */
  withoutRight: boolean;
  /** A supervisor has looked at it. */
  settled: boolean;
}

/** What a supervisor left as it is: the most and the fewest inside at once. */
export interface Settled {
  most: number;
  least: number;
}

/** A ticket as its scans make it. */
export interface TicketCounts {
  entries: number;
  exits: number;
  first: { atMs: number; gate: string } | null;
  /** The most inside at once; without re-entry all that ever went in, for nobody may come in again. */
  most: number;
  conflict: TicketConflict | null;
}

/** Reasons that are about who went in before; all others are about the code or its ticket. */
const ofCounts: ReadonlySet<ScanReason> = new Set([
  'ok',
  'ok_partial',
  'already_used',
  'not_enough_places',
  'not_inside',
]);

/** Would the server not have let in, for this reason, even the first who came? */
export function isWithoutRight(reason: ScanReason): boolean {
  return !ofCounts.has(reason);
}

/**
 * Adds up all scans of a ticket, whatever order they came in: what went through is a fact, and the sum of facts has no
 * order. A conflict is what the sum says that no supervisor has looked at yet.
 */
export function judgeScans(
  ticket: { places: number; reentry: boolean },
  scans: readonly CountedScan[],
  settled: Settled | null,
): TicketCounts {
  const inTime = scans.toSorted(
    (a, b) => a.happenedAtMs - b.happenedAtMs || order(a) - order(b) || (a.id < b.id ? -1 : 1),
  );
  const sum = (direction: 'in' | 'out'): number =>
    scans.reduce((total, scan) => total + (scan.direction === direction ? scan.passed : 0), 0);
  const [entries, exits] = [sum('in'), sum('out')];
  const first = inTime.find(({ direction }) => direction === 'in');
  const most = ticket.reentry ? mostInside(inTime) : entries;
  return {
    entries,
    exits,
    first: first === undefined ? null : { atMs: first.happenedAtMs, gate: first.gate },
    most,
    conflict: conflictOf(),
  };

  function conflictOf(): TicketConflict | null {
    if (scans.some((scan) => scan.withoutRight && !scan.settled)) return 'entered_without_right';
    if (most > Math.max(ticket.places, settled?.most ?? 0)) return 'entered_twice';
    return entries - exits < Math.min(0, settled?.least ?? 0) ? 'left_without_entry' : null;
  }
}

/** Of two at once, who leaves goes first. */
function order({ direction }: CountedScan): number {
  return direction === 'out' ? 0 : 1;
}

function mostInside(inTime: readonly CountedScan[]): number {
  let inside = 0;
  let most = 0;
  for (const { direction, passed } of inTime) {
    inside += direction === 'in' ? passed : -passed;
    most = Math.max(most, inside);
  }
  return most;
}
