import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/database/database.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { holdScannedTickets, type ScannedTicket } from '../../tickets/index.ts';
import { findRight, namedTicket } from '../rules/offline/find-right.ts';
import { compareVerdicts, isAnotherScan } from '../rules/offline/known-scan.ts';
import { refusedCode } from '../rules/scan-result.ts';
import { extendChain, lockChain, type NewChainEntry, noteUpload } from '../sql/chains.ts';
import { conflictKey, linkScans, type NewConflict, openConflicts } from '../sql/conflicts.ts';
import { insertCorrection } from '../sql/corrections.ts';
import {
  type DecidedScan,
  insertOfflineScans,
  keepLocalVerdict,
  lockDecidedScans,
  type NewOfflineScan,
} from '../sql/offline-scans.ts';
import type { CheckedScan, CheckedUpload } from './check-upload.ts';
import { settleTickets } from './settle-tickets.ts';

type Outcome = NewChainEntry['outcome'];

interface Recorder {
  controllerId: string;
  nowMs: number;
}

/** A checked scan with its finding, ready to be kept. */
interface JudgedScan extends CheckedScan {
  row: NewOfflineScan;
  /** The ticket that a well-signed code names, ours or not. */
  namedTicketId: string | null;
}

/**
 * Keeps the fresh scans of an upload: what became of each, in their order, or `moved` when the chain grew meanwhile. Locks
 * the chain, then the tickets by id, then their conflicts.
 */
export async function recordScans(tx: Tx, upload: CheckedUpload, by: Recorder): Promise<Outcome[] | 'moved'> {
  const chain = await lockChain(tx, upload.deviceId);
  if (chain.length !== upload.chainLength) return 'moved';
  await noteUpload(tx, upload);
  if (upload.fresh.length === 0) return [];
  const named = upload.fresh.flatMap(({ code }) => namedTicket(code) ?? []);
  const tickets = await holdScannedTickets(tx, [...new Set(named)]);
  const judged = upload.fresh.map((one) => judgeScan(one, tickets, upload.deviceId, by));
  // Of two scans of one id in an upload the first is the scan.
  const first = new Map(judged.toReversed().map((one) => [one.row.id, one]));
  const added = await insertOfflineScans(
    tx,
    [...first.values()].map(({ row }) => row),
  );
  const decided = await lockDecidedScans(
    tx,
    judged.flatMap(({ row }) => (added.has(row.id) ? [] : [row.id])),
  );
  const outcomes: Outcome[] = [];
  for (const one of judged) {
    const isAdded = added.has(one.row.id) && first.get(one.row.id) === one;
    const known = decided.get(one.row.id);
    if (isAdded) outcomes.push(one.quarantined ? 'quarantined' : 'recorded');
    else outcomes.push(known === undefined ? 'rejected' : await compareWithDecided(tx, one, known, by));
  }
  await settle(tx, { upload, judged, tickets, outcomes });
  await extendChain(
    tx,
    { deviceId: upload.deviceId, length: chain.length, latestAt: upload.latestAt },
    judged.map(({ row }, index) => ({ hash: row.hash, scanId: row.id, outcome: outcomes[index] ?? 'rejected' })),
  );
  return outcomes;
}

function judgeScan(
  one: CheckedScan,
  tickets: ReadonlyMap<string, ScannedTicket>,
  deviceId: string,
  { controllerId, nowMs }: Recorder,
): JudgedScan {
  const { scan, hash, code, sessionId, scannedAt, happenedAt } = one;
  const namedTicketId = namedTicket(code);
  const { ticketId, found } = findRight(
    code,
    (namedTicketId === null ? null : tickets.get(namedTicketId)) ?? null,
    nowMs,
  );
  const result = { ...refusedCode(scan.reason, null), verdict: scan.verdict, admittedPlaces: scan.places };
  const row: NewOfflineScan = {
    id: scan.scanId.toLowerCase(),
    requestHash: createHash('sha256').update(hash).digest(),
    sessionId,
    gate: scan.gate,
    controllerId,
    ticketId,
    direction: scan.direction,
    verdict: scan.verdict,
    reason: scan.reason,
    places: scan.places,
    result: JSON.stringify(result),
    scannedAt,
    deviceId,
    packSequence: scan.packSequence,
    hash,
    // Whoever leaves needs no right to.
    found: scan.places > 0 && scan.direction === 'in' ? found : null,
    state: one.quarantined ? 'quarantined' : 'counted',
    happenedAt,
  };
  return { ...one, row, namedTicketId };
}

/** What the scanner says of a scan that the server has decided itself. */
async function compareWithDecided(tx: Tx, one: JudgedScan, decided: DecidedScan, by: Recorder): Promise<Outcome> {
  const { row } = one;
  if (isAnotherScan(decided, { ...row, ticketId: one.namedTicketId })) return 'rejected';
  if (one.quarantined) return 'quarantined';
  const { id: scanId, deviceId, hash, verdict, reason, places, found } = row;
  const difference = compareVerdicts(decided, row);
  const local = difference === 'agreed' ? null : { verdict, reason, places, found };
  await keepLocalVerdict(tx, { scanId, deviceId, hash, local });
  if (difference === 'voided' && decided.state === 'counted') {
    await insertCorrection(tx, {
      scanId,
      sessionId: row.sessionId,
      kind: 'voided',
      places: decided.places,
      reason,
      accountId: by.controllerId,
    });
  }
  return 'known';
}

/** Adds up the tickets that were scanned, opens what conflicts there are, and says so in the outcomes. */
async function settle(
  tx: Tx,
  done: {
    upload: CheckedUpload;
    judged: readonly JudgedScan[];
    tickets: ReadonlyMap<string, ScannedTicket>;
    outcomes: Outcome[];
  },
): Promise<void> {
  const { upload, judged, tickets, outcomes } = done;
  const kept = judged.map((one, index) => ({ ...one, index, outcome: outcomes[index] }));
  const counted = kept.filter(({ outcome }) => outcome === 'recorded' || outcome === 'known');
  const touched = new Set(counted.flatMap(({ row }) => row.ticketId ?? []));
  const settled = await settleTickets(
    tx,
    [...tickets.values()].filter(({ id }) => touched.has(id)),
  );
  const loose: (NewConflict & { scanId: string })[] = [];
  for (const { index, row, outcome, namedTicketId } of kept) {
    if (outcome === 'quarantined') loose.push({ ...conflictOf(row, upload.deviceId, 'quarantine'), scanId: row.id });
    if (outcome === 'quarantined' || outcome === 'rejected') continue;
    const conflictId = row.ticketId === null ? null : (settled.get(row.ticketId)?.conflictId ?? null);
    const withoutTicket = row.ticketId === null && row.found !== null;
    if (withoutTicket) {
      const subject = row.found === 'unknown_ticket' ? (namedTicketId ?? row.id) : row.id;
      loose.push({ ...conflictOf(row, subject, 'entered_without_right'), scanId: row.id });
    }
    if (outcome === 'recorded' && (conflictId !== null || withoutTicket)) outcomes[index] = 'conflict';
  }
  const bySubject = new Map(loose.map((one) => [conflictKey(one), one]));
  const open = await openConflicts(tx, [...bySubject.values()]);
  await linkScans(
    tx,
    loose.map((one) => ({ conflictId: open.get(conflictKey(one)) ?? one.id, scanId: one.scanId })),
  );
}

function conflictOf(row: NewOfflineScan, subject: string, kind: NewConflict['kind']): NewConflict {
  return { id: uuidv7(), subject, sessionId: row.sessionId, ticketId: null, kind };
}
