import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import type { Manifest } from '@og-tickets/contract/gate-lists.ts';
import { amberLeft } from '@og-tickets/contract/rules/gate/amber.ts';
import { verdicts } from '@og-tickets/contract/rules/gate/judge.ts';
import { judgeOffline, type OfflineJudgement } from '@og-tickets/contract/rules/gate/judge-offline.ts';
import { findEntry } from '@og-tickets/contract/rules/gate/pack.ts';
import { checkTicketCode, type CheckResult } from '@og-tickets/contract/rules/ticket-code/check.ts';
import type { TicketRecord } from '@og-tickets/contract/rules/ticket-code/format.ts';
import { readTypedCode } from '@og-tickets/contract/rules/ticket-code/typed-code.ts';
import type { GateClock } from '../offline/gate-clock.ts';
import type { OwnEntries } from '../offline/own-entries.ts';
import type { TicketList } from '../offline/ticket-list.ts';

/** What the scanner decides by without network. */
export interface OfflineKnowledge {
  list: TicketList;
  own: OwnEntries;
  clock: GateClock;
  /** When unknown tickets were let in before. */
  amberAtMs: readonly number[];
}

/** What somebody shows, and what is wanted. */
export interface Showing {
  code: string;
  direction: 'in' | 'out';
  places: number | undefined;
}

/** What the scanner says by itself. */
export interface OfflineDecision {
  result: ScanResult;
  /** Amber: the controller may let so many places in. */
  ask: number | null;
  /** Of a code whose signature is good. */
  ticketId: string | null;
}

/** Decides about a code without the server: the checks of the code, then the list with what was let in here since. */
export async function decideOffline(showing: Showing, known: OfflineKnowledge): Promise<OfflineDecision> {
  const { list, clock } = known;
  const checked = await checkTicketCode({
    text: readTypedCode(showing.code),
    publicKeys: list.publicKeys,
    sessionNumber: list.manifest.sessionNumber,
    nowSeconds: clock.nowMs() / 1000,
  });
  const record = provedRecord(checked, clock);
  if (record === null) {
    const reason = checked.ok ? 'not_ours' : checked.reason;
    const otherSession = otherSessionOf(checked, list.manifest);
    return {
      result: { ...nothing, verdict: verdicts[reason], reason, otherSession },
      ask: null,
      ticketId: provedTicket(checked),
    };
  }
  return judgeRecord(record, showing, known);
}

/** The record to judge by; a code that is out of its time is one all the same while the clock cannot say what time it is. */
function provedRecord(checked: CheckResult, clock: GateClock): TicketRecord | null {
  if (checked.ok) return checked.record;
  return checked.reason === 'stale_code' && clock.isDoubtful() ? checked.record : null;
}

/** The session that a code of another one is for, if it is near enough to be known here: a forged code may hold any. */
function otherSessionOf(checked: CheckResult, { neighbours = [] }: Manifest): string | null {
  if (checked.ok || checked.reason !== 'wrong_session') return null;
  return neighbours.find(({ number }) => number === checked.codeSessionNumber)?.code ?? null;
}

function provedTicket(checked: CheckResult): string | null {
  return !checked.ok && checked.reason === 'stale_code' ? checked.record.ticketId : null;
}

function judgeRecord(record: TicketRecord, showing: Showing, known: OfflineKnowledge): OfflineDecision {
  const { list, own, clock, amberAtMs } = known;
  const { manifest, pack } = list;
  const entry = findEntry(pack, record.ticketId);
  const counts = own.of(record.ticketId, entry);
  const ticket = entry === null ? null : { ...entry, ...counts, sessionNumber: pack.sessionNumber };
  const nowMs = clock.nowMs();
  const judged = judgeOffline(record, ticket, policyOf(manifest), {
    direction: showing.direction,
    wanted: showing.places ?? 'rest',
    nowMs,
    tainted: list.tainted.has(record.kid),
    amberLeft: amberLeft(amberAtMs, manifest.amberPerHour, nowMs),
    ownPlaces: own.of(record.ticketId, null).entries,
    clockDoubtful: clock.isDoubtful(),
  });
  const result = resultOf(record, judged, { manifest, counts, known: ticket !== null });
  const first = judged.reason === 'already_used' ? own.firstOf(record.ticketId) : undefined;
  const firstScan = first === undefined ? null : { at: new Date(first.atMs).toISOString(), gate: first.gate };
  return {
    result: { ...result, firstScan },
    ask: judged.admitted === 'ask' ? judged.places : null,
    ticketId: record.ticketId,
  };
}

/** Hours and re-entry of a session, as the rule takes them. */
export function policyOf({ opensAt, closesAt, reentry }: Manifest) {
  const msOf = (at: string | null) => (at === null ? null : Date.parse(at));
  return { opensAtMs: msOf(opensAt), closesAtMs: msOf(closesAt), reentry };
}

const nothing = {
  entries: null,
  places: null,
  inside: null,
  admittedPlaces: 0,
  firstScan: null,
  holder: null,
  category: null,
  offerName: null,
  otherSession: null,
} satisfies Partial<ScanResult>;

function resultOf(
  record: TicketRecord,
  judged: OfflineJudgement,
  { manifest, counts, known }: { manifest: Manifest; counts: { entries: number; inside: number }; known: boolean },
): ScanResult {
  const offerName = manifest.offers.find(({ places }) => places === record.places)?.name ?? null;
  const ticket = { ...nothing, places: record.places, offerName };
  const reason = judged.reason;
  if (judged.admitted === true) {
    const { entries, inside, places } = judged;
    return { ...ticket, verdict: 'admitted', reason, entries, inside, admittedPlaces: places };
  }
  // Whoever shows a code that is not this ticket's learns nothing of it.
  const strange =
    reason === 'key_mismatch' || reason === 'superseded' || (reason === 'unknown_ticket' && !judged.admitted);
  if (strange) return { ...nothing, verdict: verdicts[reason], reason };
  const verdict = judged.admitted === 'ask' ? 'check' : verdicts[reason];
  return { ...ticket, ...(known ? counts : {}), verdict, reason };
}
