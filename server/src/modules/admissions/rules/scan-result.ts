import type { ScanReason, ScanResult } from '@og-tickets/contract/admissions.ts';
import { type Judgement, verdicts } from '@og-tickets/contract/rules/gate/judge.ts';

/** What the answer to a scan tells of a ticket, as it stood before the scan. */
export interface DescribedTicket {
  category: string;
  places: number;
  /** Places that have entered. */
  entries: number;
  /** Places that have entered and not left. */
  inside: number;
  firstEntryAt: Date | null;
  firstEntryGate: string | null;
}

/** Reasons for which the code is not, or no more, this ticket's: whoever shows it learns nothing of it. */
const strangers: ReadonlySet<ScanReason> = new Set(['unknown_ticket', 'superseded', 'key_mismatch']);
/** Reasons that the first scan explains. */
const afterFirst: ReadonlySet<ScanReason> = new Set(['already_used', 'not_enough_places', 'blocked']);

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

/** The answer for a ticket that was looked at; the holder's name is for who sends it to put in: scans keep no names. */
export function judgedTicket(judgement: Judgement, ticket: DescribedTicket | null, offerName: string): ScanResult {
  const { reason } = judgement;
  const refused = refusedCode(reason, null);
  if (ticket === null || strangers.has(reason)) return refused;
  const { places, category, firstEntryAt: at, firstEntryGate: gate } = ticket;
  const { entries, inside } = judgement.admitted ? judgement : ticket;
  const firstScan = at !== null && gate !== null && afterFirst.has(reason) ? { at: at.toISOString(), gate } : null;
  const admittedPlaces = judgement.admitted ? judgement.places : 0;
  return { ...refused, entries, inside, places, category, offerName, firstScan, admittedPlaces };
}
