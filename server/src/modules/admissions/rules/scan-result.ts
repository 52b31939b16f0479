import type { ScanReason, ScanResult } from '@og-tickets/contract/admissions.ts';
import { verdicts } from './judge-ticket.ts';

/** What the answer to a scan tells of a ticket. */
export interface DescribedTicket {
  holderName: string;
  category: string;
  places: number;
  /** Places that have entered, those of this scan included. */
  entries: number;
  firstEntryAt: Date | null;
  firstEntryGate: string | null;
}

/** Reasons for which the code is not, or no more, this ticket's: whoever shows it learns nothing of it. */
const strangers: ReadonlySet<ScanReason> = new Set(['unknown_ticket', 'superseded', 'key_mismatch']);
/** Reasons that the first scan explains. */
const afterFirst: ReadonlySet<ScanReason> = new Set(['already_used', 'not_enough_places']);

/** The answer for a code that was refused before its ticket was looked at. */
export function refusedCode(reason: ScanReason, otherSession: string | null): ScanResult {
  return {
    verdict: verdicts[reason],
    reason,
    entries: null,
    inside: null,
    places: null,
    admittedPlaces: 0,
    firstScan: null,
    holder: null,
    category: null,
    offerName: null,
    otherSession,
  };
}

/** The answer for a code whose ticket was looked at and lets nobody in. */
export function refusedTicket(reason: ScanReason, ticket: DescribedTicket | null, offerName: string): ScanResult {
  const refused = refusedCode(reason, null);
  return ticket === null || strangers.has(reason) ? refused : { ...refused, ...described(ticket, reason), offerName };
}

/** The answer for a ticket that let places in. */
export function admittedTicket(admittedPlaces: number, ticket: DescribedTicket, offerName: string): ScanResult {
  const reason = ticket.entries < ticket.places ? 'ok_partial' : 'ok';
  return { ...refusedCode(reason, null), ...described(ticket, reason), admittedPlaces, offerName };
}

function described(ticket: DescribedTicket, reason: ScanReason) {
  const { entries, places, category, firstEntryAt: at, firstEntryGate: gate } = ticket;
  const first = at !== null && gate !== null && afterFirst.has(reason) ? { at: at.toISOString(), gate } : null;
  return { entries, inside: entries, places, category, holder: ticket.holderName, firstScan: first };
}
