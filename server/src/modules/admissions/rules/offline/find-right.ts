import type { ScanReason } from '@og-tickets/contract/admissions.ts';
import { type JudgedTicket, judge } from '@og-tickets/contract/rules/gate/judge.ts';
import type { CheckResult } from '@og-tickets/contract/rules/ticket-code/check.ts';
import { isWithoutRight } from './judge-scans.ts';

/** A ticket, but for who went in before. */
export type TicketOfCode = Omit<JudgedTicket, 'entries' | 'inside' | 'conflict'>;

/** What the server finds of a code that a scanner let in by itself. */
export interface Finding {
  /** The ticket that it counts for; null when there is none, or the code only claims to be its. */
  ticketId: string | null;
  /** Why the server would not have let in even the first who came; null when it would. */
  found: ScanReason | null;
}

/** The ticket that a well-signed code names. */
export function namedTicket(checked: CheckResult): string | null {
  if (checked.ok) return checked.record.ticketId;
  return checked.reason === 'stale_code' ? checked.record.ticketId : null;
}

/** Judges a code once more, by the ticket as it is now, without counting who went in before. */
export function findRight(checked: CheckResult, ticket: TicketOfCode | null, nowMs: number): Finding {
  if (!checked.ok && checked.reason !== 'stale_code') return { ticketId: null, found: checked.reason };
  const { record } = checked;
  const judged = judge(
    record,
    ticket === null ? null : { ...ticket, entries: 0, inside: 0, conflict: false },
    { opensAtMs: null, closesAtMs: null, reentry: false },
    { direction: 'in', wanted: 'rest', nowMs },
  );
  const strange = !judged.admitted && (judged.reason === 'unknown_ticket' || judged.reason === 'key_mismatch');
  const ticketId = strange ? null : record.ticketId;
  if (!judged.admitted && isWithoutRight(judged.reason)) return { ticketId, found: judged.reason };
  return { ticketId, found: checked.ok ? null : checked.reason };
}
