import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { type CheckResult, checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import type { TicketRecord } from '@og-tickets/contract/rules/ticket-code/format.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { offerNames, sessionSummaries } from '../../catalog/index.ts';
import { enterPlaces, findForScan, readSigningKeys, type SigningKeys } from '../../tickets/index.ts';
import { judgeTicket } from '../rules/judge-ticket.ts';
import { requestHash, type ScanRequest } from '../rules/request-hash.ts';
import { admittedTicket, refusedCode, refusedTicket } from '../rules/scan-result.ts';
import { readScannedAt } from '../rules/scanned-at.ts';
import { readTypedCode } from '@og-tickets/contract/rules/ticket-code/typed-code.ts';
import { findGate } from '../sql/gates.ts';
import { findScan, insertScan } from '../sql/scans.ts';

/** How often a ticket that changes between two statements is looked at again. */
const looksMax = 3;
/** Sessions are numbered by a column of 31 bits, codes by 32. */
const sessionNumberMax = 0x7fffffff;

/** Who scans, and how the answer is to be worded. */
export interface ScanContext {
  controllerId: string;
  locale: Locale;
}

/**
 * One scan of a code at a gate: decides, lets places in and keeps the scan, in one transaction. The same scan sent again
 * gets its first answer; another one under its id is refused (`scan_id_reused`), and so is a gate that does not exist
 * (`not_found`). A ticket that is refused is not a Refusal but a result with its reason.
 */
export async function redeemTicket(
  platform: Pick<Platform, 'db' | 'keys' | 'clock' | 'log'>,
  scan: ScanRequest,
  context: ScanContext,
): Promise<ScanResult | Refusal> {
  const { db } = platform;
  const scannedAt = readScannedAt(scan.scannedAt);
  if (scannedAt === null) {
    const message = { fr: 'Ce n’est pas une date.', en: 'This is not a date.' }[context.locale];
    return refuse('invalid_request', { fields: [{ field: 'body.scannedAt', message }] });
  }
  const isReadHere = scan.code !== undefined && scan.ticketId === undefined && scan.direction === 'in';
  if (!isReadHere) {
    const message = { fr: 'Entrée par code seulement.', en: 'Entries by code only.' }[context.locale];
    return refuse('invalid_request', { fields: [{ field: 'body.direction', message }] });
  }
  const gate = await findGate(db, { session: scan.session, code: scan.gate });
  if (gate === undefined) return refuse('not_found');
  const signingKeys = await readSigningKeys(platform);
  // Signatures are checked before the transaction, so that no row is locked meanwhile.
  const checked = await checkTicketCode({
    text: readTypedCode(scan.code ?? ''),
    publicKeys: signingKeys.published,
    sessionNumber: gate.session_id,
    nowSeconds: platform.clock.nowMs() / 1000,
  });
  const names = await offerNames(db, context.locale);
  const otherSession = await findOtherSession(platform, checked);
  const decided = await withTx(db, async (tx) => {
    const result = checked.ok
      ? await admit(tx, platform, { record: checked.record, scan, names, signingKeys })
      : refusedCode(checked.reason, otherSession);
    const kept = await insertScan(tx, {
      id: scan.scanId,
      requestHash: requestHash(scan),
      sessionId: gate.session_id,
      gate: scan.gate,
      controllerId: context.controllerId,
      ticketId: provedTicketId(checked),
      direction: scan.direction,
      result,
      scannedAt,
    });
    // Whoever sent this id first has the answer; what was let in here is taken back.
    return kept ? result : refuse('scan_id_reused');
  });
  return isRefusal(decided) ? answerAgain(platform, scan) : decided;
}

/** The answer to a scan whose id was sent before. Scans keep no names: the ticket says whose it is. */
async function answerAgain(
  platform: Pick<Platform, 'db' | 'keys' | 'log'>,
  scan: ScanRequest,
): Promise<ScanResult | Refusal> {
  const kept = await findScan(platform.db, scan.scanId);
  if (kept?.requestHash.equals(requestHash(scan)) !== true) return refuse('scan_id_reused');
  const wasDescribed = kept.result.category !== null;
  if (!wasDescribed || kept.ticketId === null) return kept.result;
  const ticket = await findForScan(platform, kept.ticketId);
  return { ...kept.result, holder: ticket?.holderName ?? null };
}

/** The session that a code is for, if there is one of its number: a forged code may hold any. */
async function findOtherSession({ db }: Pick<Platform, 'db'>, checked: CheckResult): Promise<string | null> {
  if (checked.ok || checked.reason !== 'wrong_session' || checked.codeSessionNumber > sessionNumberMax) return null;
  const number = checked.codeSessionNumber;
  return (await sessionSummaries(db, [number], 'fr')).get(number)?.code ?? null;
}

/** The ticket of a code whose signature is good. */
function provedTicketId(checked: CheckResult): string | null {
  if (checked.ok) return checked.record.ticketId;
  return checked.reason === 'stale_code' ? checked.record.ticketId : null;
}

/** Lets in whom a well-signed code stands for, as far as its ticket allows. */
async function admit(
  tx: Tx,
  { keys, log }: Pick<Platform, 'keys' | 'log'>,
  input: { record: TicketRecord; scan: ScanRequest; names: ReadonlyMap<string, string>; signingKeys: SigningKeys },
): Promise<ScanResult> {
  const { record, scan, names } = input;
  const { ticketId, generation, kid, kind } = record;
  const wanted = scan.places ?? 'rest';
  for (let look = 0; look < looksMax; look += 1) {
    const ticket = await findForScan({ db: tx, keys, log }, ticketId);
    const offerName = ticket === null ? '' : (names.get(ticket.offer) ?? ticket.offer);
    const refusal = judgeTicket(record, ticket, wanted);
    if (refusal === 'key_mismatch' || refusal === 'unknown_ticket') {
      const keyState = input.signingKeys.stateOf(kid);
      log.error(
        { ticketId, kid, keyState, reason: refusal },
        'a code is well signed and not ours: was the signing key leaked?',
      );
    }
    if (ticket === null || refusal !== null) return refusedTicket(refusal ?? 'unknown_ticket', ticket, offerName);
    const entered = await enterPlaces(tx, { ticketId, generation, kind, places: wanted, gate: scan.gate });
    if (entered !== null) return admittedTicket(entered.entered, { ...ticket, entries: entered.entries }, offerName);
  }
  throw new Error(`ticket ${ticketId} changed at every look`);
}
