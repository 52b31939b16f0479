import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { type GatePolicy, type Judgement, judge, judgeFound } from '@og-tickets/contract/rules/gate/judge.ts';
import type { TicketRecord } from '@og-tickets/contract/rules/ticket-code/format.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type GatePassage, type GateTicketRow, holdGateTickets, holderNameOf, passGate } from '../../tickets/index.ts';
import type { ScanRequest } from '../rules/request-hash.ts';
import { requestHash } from '../rules/request-hash.ts';
import { judgedTicket } from '../rules/scan-result.ts';
import { insertScans, type NewScan } from '../sql/scans.ts';

/** A scan whose code was checked, as far as that goes without the ticket. */
export interface CheckedScan {
  /** Ids in lower case. */
  scan: ScanRequest;
  sessionId: number;
  controllerId: string;
  deviceId: string | null;
  scannedAt: Date;
  policy: GatePolicy;
  offerNames: ReadonlyMap<string, string>;
  /** What is decided without the ticket, and the ticket that the code proves although it is refused; else what to look at. */
  shown:
    | { kind: 'refused'; result: ScanResult; provedTicketId: string | null }
    | { kind: 'code'; record: TicketRecord; keyState: string }
    | { kind: 'ticket'; ticketId: string };
}

/** The answer to a scan, with the holder's name; `known`: there is a scan of this id already. */
export type Decided = { known: true } | { known: false; result: ScanResult };

/** Thrown to take back what was done for scans that turn out to be known. */
class KnownScans extends Error {
  readonly ids: ReadonlySet<string>;
  constructor(ids: ReadonlySet<string>) {
    super('scans of these ids are there already');
    this.ids = ids;
  }
}

/** The ticket that a scan is about, once its signature was good or it was found without a code. */
export function ticketIdOf({ shown }: CheckedScan): string | null {
  if (shown.kind === 'refused') return shown.provedTicketId;
  return shown.kind === 'code' ? shown.record.ticketId : shown.ticketId;
}

/**
 * Decides scans in one transaction, no two of one ticket: locks their tickets, judges each by the contract's rule, lets
 * places through by one conditional update, and keeps every scan, refused ones too. What a scan of a known id did is taken
 * back, and it is for the caller to find its first answer.
 */
export async function decideScans(
  { db, keys, log, clock }: Pick<Platform, 'db' | 'keys' | 'log' | 'clock'>,
  scans: readonly CheckedScan[],
): Promise<Decided[]> {
  const known = new Set<string>();
  const first = new Map<string, CheckedScan>();
  for (const one of scans) if (!first.has(one.scan.scanId)) first.set(one.scan.scanId, one);
  for (;;) {
    const todo = [...first.values()].filter(({ scan }) => !known.has(scan.scanId));
    try {
      const nowMs = clock.nowMs();
      const decisions = await withTx(db, (tx) => decide(tx, todo, nowMs));
      return scans.map((one) => {
        const decision = first.get(one.scan.scanId) === one ? decisions.get(one.scan.scanId) : undefined;
        if (decision === undefined) return { known: true };
        const { ticket, result } = decision;
        warnOfLeak(log, one, result);
        const holder = ticket === undefined || result.category === null ? null : holderNameOf({ keys, log }, ticket);
        return { known: false, result: { ...result, holder } };
      });
    } catch (error) {
      if (!(error instanceof KnownScans)) throw error;
      for (const id of error.ids) known.add(id);
    }
  }
}

/** Who signs well what is not ours has the signing key. */
function warnOfLeak(log: Platform['log'], { shown }: CheckedScan, { reason }: ScanResult): void {
  if (shown.kind !== 'code' || (reason !== 'key_mismatch' && reason !== 'unknown_ticket')) return;
  const { keyState, record } = shown;
  log.error(
    { ticketId: record.ticketId, kid: record.kid, keyState, reason },
    'a code is well signed and not ours: was the signing key leaked?',
  );
}

interface Decision {
  result: ScanResult;
  ticket: GateTicketRow | undefined;
}

async function decide(tx: Tx, scans: readonly CheckedScan[], nowMs: number): Promise<Map<string, Decision>> {
  const looked = scans.filter(({ shown }) => shown.kind !== 'refused');
  const tickets = await holdGateTickets(
    tx,
    looked.flatMap((one) => ticketIdOf(one) ?? []),
  );
  const passages: GatePassage[] = [];
  const decisions = new Map<string, Decision>();
  for (const one of scans) {
    const ticket = tickets.get(ticketIdOf(one) ?? '');
    const judgement = judgeScan(one, ticket, nowMs);
    decisions.set(one.scan.scanId, { ticket, result: resultOf(one, judgement, ticket) });
    if (judgement?.admitted === true && ticket !== undefined) passages.push(passageOf(one, judgement, ticket));
  }
  const passed = await passGate(tx, passages);
  const stuck = passages.find(({ ticketId }) => !passed.has(ticketId));
  // The rule and the update say the same of a locked row; if they ever do not, nobody goes through.
  if (stuck !== undefined) throw new Error(`ticket ${stuck.ticketId} was to let in and did not`);
  const rows = scans.map((one) => newScan(one, decisions));
  const kept = rows.length === 0 ? new Set() : await insertScans(tx, rows);
  const known = rows.filter(({ id }) => !kept.has(id));
  if (known.length > 0) throw new KnownScans(new Set(known.map(({ id }) => id)));
  return decisions;
}

/** The judgement of a scan by its ticket; null for one that was refused before. */
function judgeScan(one: CheckedScan, ticket: GateTicketRow | undefined, nowMs: number): Judgement | null {
  const { shown, scan, policy, sessionId } = one;
  if (shown.kind === 'refused') return null;
  const passage = { direction: scan.direction, wanted: scan.places ?? ('rest' as const), nowMs };
  if (shown.kind === 'code') return judge(shown.record, ticket ?? null, policy, passage);
  if (ticket === undefined) return { admitted: false, reason: 'unknown_ticket' };
  if (ticket.sessionNumber !== sessionId) return { admitted: false, reason: 'wrong_session' };
  return judgeFound(ticket, policy, passage);
}

function resultOf(one: CheckedScan, judgement: Judgement | null, ticket: GateTicketRow | undefined): ScanResult {
  if (one.shown.kind === 'refused') return one.shown.result;
  const offerName = ticket === undefined ? '' : (one.offerNames.get(ticket.offer) ?? ticket.offer);
  return judgedTicket(judgement ?? { admitted: false, reason: 'unknown_ticket' }, ticket ?? null, offerName);
}

function passageOf(
  { shown, scan, policy }: CheckedScan,
  { places }: { places: number },
  ticket: GateTicketRow,
): GatePassage {
  const { direction, gate } = scan;
  const code = shown.kind === 'code' ? { generation: shown.record.generation, kind: shown.record.kind } : null;
  return { ticketId: ticket.id, direction, places, reentry: policy.reentry, code, gate };
}

function newScan(one: CheckedScan, decisions: ReadonlyMap<string, Decision>): NewScan {
  const { scan, sessionId, controllerId, deviceId, scannedAt, shown } = one;
  const decision = decisions.get(scan.scanId);
  if (decision === undefined) throw new Error(`scan ${scan.scanId} was not decided`);
  return {
    id: scan.scanId,
    requestHash: requestHash(scan),
    sessionId,
    gate: scan.gate,
    controllerId,
    deviceId,
    // A ticket that was named without a code is proved by being there.
    ticketId: shown.kind === 'ticket' ? (decision.ticket?.id ?? null) : ticketIdOf(one),
    direction: scan.direction,
    result: decision.result,
    scannedAt,
  };
}
