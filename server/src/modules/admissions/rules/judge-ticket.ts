import type { ScanReason, ScanResult } from '@og-tickets/contract/admissions.ts';
import { equalBytes } from '@og-tickets/contract/rules/bytes.ts';
import { fingerprint } from '@og-tickets/contract/rules/ticket-code/fingerprint.ts';
import { kindAllowed } from '@og-tickets/contract/rules/ticket-code/kinds.ts';
import type { TicketRecord } from '@og-tickets/contract/rules/ticket-code/format.ts';
import type { TicketStatus } from '@og-tickets/contract/tickets.ts';

/** What is decided by, of a ticket in the database. */
export interface JudgedTicket {
  status: TicketStatus;
  sessionId: number;
  generation: number;
  fingerprint: Uint8Array;
  places: number;
  entries: number;
  /** Kinds of code that ticket and session both accept. */
  allowedKinds: number;
}

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
 * Why a ticket whose code is well signed lets nobody in, or null when it does. `wanted` is the number of places to let
 * in, or all that are left. The update that lets them in checks again: this only finds the words for a refusal.
 */
export function judgeTicket(
  record: TicketRecord,
  ticket: JudgedTicket | null,
  wanted: number | 'rest',
): ScanReason | null {
  if (ticket === null) return 'unknown_ticket';
  // A refund and a cancellation make a new generation too; which of the three it was helps the person at the gate.
  if (record.generation < ticket.generation) return stopped[ticket.status] ?? 'superseded';
  if (!isOurs(record, ticket)) return 'key_mismatch';
  const stop = stopped[ticket.status];
  if (stop !== null) return stop;
  // A photograph of a static code before its PDF was asked for, or paper where the session wants the phone.
  if (!kindAllowed(ticket.allowedKinds, record.kind)) return 'kind_not_allowed';
  return placesLeft(ticket, wanted);
}

/**
 * Was the code made with this ticket's keys? Whoever has the signing key can take the tag of a true code and sign it for
 * another session or generation or for more places: all that the tag was made over must be the ticket's own.
 */
function isOurs(record: TicketRecord, ticket: JudgedTicket): boolean {
  return (
    equalBytes(fingerprint(record.ticketId, record.tag), ticket.fingerprint) &&
    record.sessionNumber === ticket.sessionId &&
    record.generation === ticket.generation &&
    record.places === ticket.places
  );
}

function placesLeft({ places, entries }: JudgedTicket, wanted: number | 'rest'): ScanReason | null {
  const left = places - entries;
  if (left <= 0) return 'already_used';
  return wanted !== 'rest' && wanted > left ? 'not_enough_places' : null;
}

/**
 * The verdict of each reason. `check` is amber: a code shown at the wrong time, or of a newer kind than this server knows,
 * is no forgery, and the person at the gate can do something about it.
 */
export const verdicts: Readonly<Record<ScanReason, ScanResult['verdict']>> = {
  ok: 'admitted',
  ok_partial: 'admitted',
  too_early: 'check',
  stale_code: 'check',
  unsupported_version: 'check',
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
  rate_limited: 'check',
};
