import type { ScanReason } from '../../admissions.ts';
import type { TicketRecord } from '../ticket-code/format.ts';
import { type GatePolicy, type JudgedTicket, type Judgement, judge, type Passage } from './judge.ts';

/** What a scanner without network knows beside the list. */
export interface OfflineLimits {
  /** The key of the code has leaked: only a ticket of the list may come in by it. */
  tainted: boolean;
  /** Unknown tickets that may still be let in (`amberLeft`). */
  amberLeft: number;
  /** Places of this ticket that this scanner has let in by itself: of an unknown one nobody else tells. */
  ownPlaces: number;
  /** The scanner's clock is not to be trusted: the moment of a rotating code proves nothing. */
  clockDoubtful: boolean;
}

/**
 * What a scanner decides by itself: a judgement as the server makes it, or `ask`: amber, the controller may let so many
 * places in after looking closer (`unknown_ticket`: sold or changed since the list; `stale_code`: the clock is wrong).
 */
export type OfflineJudgement =
  | Judgement
  | { admitted: 'ask'; reason: Extract<ScanReason, 'unknown_ticket' | 'stale_code'>; places: number };

/** Decides about a well-signed code by the list. A code newer than the list is one that the list does not know. */
export function judgeOffline(
  record: TicketRecord,
  ticket: JudgedTicket | null,
  policy: GatePolicy,
  passage: Passage & OfflineLimits,
): OfflineJudgement {
  const known = ticket !== null && record.generation <= ticket.generation;
  if (!known) return judgeUnknown(record, policy, passage);
  const judgement = judge(record, ticket, policy, passage);
  if (!judgement.admitted || record.kind !== 'rotating' || !passage.clockDoubtful) return judgement;
  return { admitted: 'ask', reason: 'stale_code', places: judgement.places };
}

function judgeUnknown(record: TicketRecord, policy: GatePolicy, passage: Passage & OfflineLimits): OfflineJudgement {
  const { direction, wanted, nowMs, tainted, ownPlaces } = passage;
  if (direction === 'out') return { admitted: false, reason: 'not_inside' };
  if (tainted) return { admitted: false, reason: 'unknown_ticket' };
  if (policy.opensAtMs !== null && nowMs < policy.opensAtMs) return { admitted: false, reason: 'too_early' };
  if (policy.closesAtMs !== null && nowMs > policy.closesAtMs) return { admitted: false, reason: 'too_late' };
  const left = record.places - ownPlaces;
  if (left <= 0) return { admitted: false, reason: 'already_used' };
  const places = wanted === 'rest' ? left : wanted;
  if (places > left) return { admitted: false, reason: 'not_enough_places' };
  if (passage.amberLeft <= 0) return { admitted: false, reason: 'rate_limited' };
  return { admitted: 'ask', reason: 'unknown_ticket', places };
}
