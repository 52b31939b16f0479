import type { ScanReason, ScanResult } from '../../admissions.ts';
import type { TicketStatus } from '../../tickets.ts';
import { equalBytes } from '../bytes.ts';
import { fingerprint } from '../ticket-code/fingerprint.ts';
import type { TicketRecord } from '../ticket-code/format.ts';
import { kindAllowed } from '../ticket-code/kinds.ts';

/** What is decided by, of a ticket: a row of the database, or an entry of the list with its session's number. */
export interface JudgedTicket {
  status: TicketStatus;
  sessionNumber: number;
  generation: number;
  fingerprint: Uint8Array;
  places: number;
  /** Places that have entered. */
  entries: number;
  /** Places that have entered and not left. */
  inside: number;
  /** Kinds of code that ticket and session both accept. */
  allowedKinds: number;
  /** More went in than may, and no supervisor has said yet what happened. */
  conflict: boolean;
}

/** What a session lets happen at its gates. Milliseconds since 1970; null is no hour. */
export interface GatePolicy {
  opensAtMs: number | null;
  closesAtMs: number | null;
  /** Who left may come in again. */
  reentry: boolean;
}

/** What somebody wants at a gate, and when. */
export interface Passage {
  direction: 'in' | 'out';
  /** Places to let in or out, or all that can be. */
  wanted: number | 'rest';
  nowMs: number;
}

type Counts = Pick<JudgedTicket, 'places' | 'entries' | 'inside'>;

/** Who goes through, and how the ticket stands afterwards; or why nobody does. */
export type Judgement =
  | { admitted: true; reason: 'ok' | 'ok_partial'; places: number; entries: number; inside: number }
  | { admitted: false; reason: ScanReason };

/** The reason that a status is for nobody to come in, whatever the code; null where it is none. */
const stopped: Record<TicketStatus, ScanReason | null> = {
  valid: null,
  used: null,
  refunded: 'refunded',
  cancelled: 'cancelled',
  blocked: 'blocked',
  transferred: 'superseded',
};

/**
 * Decides about a ticket whose code is well signed (`checkTicketCode`), alike on the server and on a scanner without
 * network. On the server the update that lets places through checks again: there this finds the words for a refusal.
 */
export function judge(
  record: TicketRecord,
  ticket: JudgedTicket | null,
  policy: GatePolicy,
  passage: Passage,
): Judgement {
  if (ticket === null) return refused('unknown_ticket');
  // A refund and a cancellation make a new generation too; which of the three it was helps the person at the gate.
  if (record.generation < ticket.generation) return refused(stopped[ticket.status] ?? 'superseded');
  if (!isOurs(record, ticket)) return refused('key_mismatch');
  // A photograph of a static code before its PDF was asked for, or paper where the session wants the phone.
  const kindMatters = stopped[ticket.status] === null && passage.direction === 'in';
  if (kindMatters && !kindAllowed(ticket.allowedKinds, record.kind)) return refused('kind_not_allowed');
  return judgeFound(ticket, policy, passage);
}

/** The same for a ticket that was found without a code, by its order or holder: all but what only a code can prove. */
export function judgeFound(ticket: JudgedTicket, policy: GatePolicy, passage: Passage): Judgement {
  const stop = stopped[ticket.status];
  if (stop !== null) return refused(stop);
  if (passage.direction === 'out') return pass(ticket, policy, passage);
  if (ticket.conflict) return refused('blocked');
  if (policy.opensAtMs !== null && passage.nowMs < policy.opensAtMs) return refused('too_early');
  if (policy.closesAtMs !== null && passage.nowMs > policy.closesAtMs) return refused('too_late');
  return pass(ticket, policy, passage);
}

function refused(reason: ScanReason): Judgement {
  return { admitted: false, reason };
}

/**
 * Was the code made with this ticket's keys? Whoever has the signing key can take the tag of a true code and sign it for
 * another session or generation or for more places: all that the tag was made over must be the ticket's own.
 */
function isOurs(record: TicketRecord, ticket: JudgedTicket): boolean {
  return (
    equalBytes(fingerprint(record.ticketId, record.tag), ticket.fingerprint) &&
    record.sessionNumber === ticket.sessionNumber &&
    record.generation === ticket.generation &&
    record.places === ticket.places
  );
}

/** Places that may still come in, or leave. Never negative: a ticket of a conflict has more inside than places. */
export function placesThatMay(direction: Passage['direction'], ticket: Counts, reentry: boolean): number {
  if (direction === 'out') return Math.max(0, ticket.inside);
  return Math.max(0, ticket.places - (reentry ? ticket.inside : ticket.entries));
}

function pass(ticket: JudgedTicket, policy: GatePolicy, { direction, wanted }: Passage): Judgement {
  const can = placesThatMay(direction, ticket, policy.reentry);
  if (can === 0) return refused(direction === 'out' ? 'not_inside' : 'already_used');
  const places = wanted === 'rest' ? can : wanted;
  if (places > can) return refused('not_enough_places');
  const change = direction === 'out' ? { entries: 0, inside: -places } : { entries: places, inside: places };
  const after = {
    places: ticket.places,
    entries: ticket.entries + change.entries,
    inside: ticket.inside + change.inside,
  };
  const more = direction === 'in' && placesThatMay('in', after, policy.reentry) > 0;
  return { admitted: true, reason: more ? 'ok_partial' : 'ok', places, entries: after.entries, inside: after.inside };
}

/**
 * The verdict of each reason. `check` is amber: a code shown at the wrong time, or of a newer kind than the reader knows,
 * is no forgery, and the person at the gate can do something about it.
 */
export const verdicts: Readonly<Record<ScanReason, ScanResult['verdict']>> = {
  ok: 'admitted',
  ok_partial: 'admitted',
  too_early: 'check',
  stale_code: 'check',
  unsupported_version: 'check',
  rate_limited: 'check',
  not_ours: 'refused',
  bad_signature: 'refused',
  unknown_key: 'refused',
  wrong_session: 'refused',
  too_late: 'refused',
  kind_not_allowed: 'refused',
  superseded: 'refused',
  refunded: 'refused',
  cancelled: 'refused',
  blocked: 'refused',
  already_used: 'refused',
  not_enough_places: 'refused',
  not_inside: 'refused',
  key_mismatch: 'refused',
  unknown_ticket: 'refused',
  device_revoked: 'refused',
};
