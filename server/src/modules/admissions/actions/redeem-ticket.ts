import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { type CheckResult, checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import { readTypedCode } from '@og-tickets/contract/rules/ticket-code/typed-code.ts';
import { Batcher, type BatcherFigures } from '../../../platform/batcher.ts';
import { isDatabaseAway } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readHolderName } from '../../tickets/index.ts';
import { requestHash, type ScanRequest } from '../rules/request-hash.ts';
import { refusedCode } from '../rules/scan-result.ts';
import { findScan } from '../sql/scans.ts';
import { GateFacts } from '../views/gate-facts.ts';
import { gateKeys } from '../views/signing-keys.ts';
import { admitToSession, type GateCaller } from '../views/staff.ts';
import { type CheckedScan, type Decided, decideScans, ticketIdOf } from './decide-scans.ts';

/** Sessions are numbered by a column of 31 bits, codes by 32. */
const sessionNumberMax = 0x7fffffff;

/** Who scans, how the answer is to be worded, and whether anybody still waits for it. */
export interface ScanContext {
  caller: GateCaller;
  locale: Locale;
  hasLeft: () => boolean;
}

type Shop = Pick<Platform, 'db' | 'keys' | 'clock' | 'log' | 'metrics'>;

/** Decides the scans of the gates. Those of one session that come while earlier ones are written are decided together. */
export class Redeemer {
  readonly #shop: Shop;
  readonly #facts: GateFacts;
  readonly #batcher: Batcher<CheckedScan & Pick<ScanContext, 'hasLeft'>, Decided>;

  constructor(shop: Shop) {
    this.#shop = shop;
    this.#facts = new GateFacts(shop);
    this.#batcher = new Batcher({
      run: (scans) => decideScans(shop, scans),
      rowOf: ({ sessionId }) => String(sessionId),
      // Two scans of one ticket never meet in a batch: the second is judged by what the first did.
      ownerOf: (scan) => ticketIdOf(scan) ?? scan.scan.scanId,
      hasLeft: ({ hasLeft }) => hasLeft(),
      isWorthSplitting: (error) => !isDatabaseAway(error),
      nowMs: () => performance.now(),
      // One: with two, each is half as large and costs as much, and at sixteen gates nobody is answered sooner.
      maxAtWork: 1,
    });
  }

  /**
   * One scan at a gate: decides, lets places in or out and keeps the scan. The same scan sent again gets its first answer;
   * another one under its id is refused (`scan_id_reused`). Refused too: a gate that does not exist (`not_found`), who does
   * not work there (`not_posted`), on a scanner that was revoked (`device_revoked`), and a ticket without its code from who
   * is no supervisor (`supervisor_needed`). A ticket that is refused is not a Refusal but a result with its reason.
   */
  async redeem(wish: ScanRequest, context: ScanContext): Promise<ScanResult | Refusal> {
    const scan = { ...wish, scanId: wish.scanId.toLowerCase() };
    const checked = await this.#check(scan, context);
    if (isRefusal(checked)) return checked;
    const decided = await this.#batcher.submit({ ...checked, hasLeft: context.hasLeft });
    if (isRefusal(decided)) return decided;
    if (decided.known) return answerAgain(this.#shop, scan);
    const { verdict, reason } = decided.result;
    this.#shop.metrics.count('og_scans_total', { verdict, reason });
    return decided.result;
  }

  /** How the batches of scans do. */
  figures(): BatcherFigures {
    return this.#batcher.figures();
  }

  /** All that is known without the ticket. Signatures are checked here, so that no row is locked meanwhile. */
  async #check(scan: ScanRequest, { caller, locale }: ScanContext): Promise<CheckedScan | Refusal> {
    const fault = faultOf(scan, locale);
    if (fault !== null) return fault;
    const scannedAt = new Date(scan.scannedAt);
    const gate = await this.#facts.gate(scan.session, scan.gate);
    if (gate === null) return refuse('not_found');
    const { sessionId, policy } = gate;
    const admitted = await admitToSession(this.#shop, caller, { sessionId, gate: scan.gate });
    if (isRefusal(admitted)) return admitted;
    if (scan.ticketId !== undefined && !admitted.supervisor) return refuse('supervisor_needed');
    const { deviceId } = admitted;
    const [offerNames, shown] = await Promise.all([this.#facts.offerNames(locale), this.#look(scan, sessionId)]);
    return { scan, sessionId, controllerId: caller.accountId, deviceId, scannedAt, policy, offerNames, shown };
  }

  async #look({ code, ticketId }: ScanRequest, sessionNumber: number): Promise<CheckedScan['shown']> {
    if (code === undefined) return { kind: 'ticket', ticketId: ticketId?.toLowerCase() ?? '' };
    const signingKeys = await gateKeys(this.#shop);
    const nowSeconds = this.#shop.clock.nowMs() / 1000;
    const text = readTypedCode(code);
    const checked = await checkTicketCode({ text, publicKeys: signingKeys.published, sessionNumber, nowSeconds });
    if (checked.ok) {
      const { record } = checked;
      return { kind: 'code', record, keyState: signingKeys.stateOf(record.kid) };
    }
    return {
      kind: 'refused',
      result: refusedCode(checked.reason, await this.#otherSession(checked)),
      provedTicketId: checked.reason === 'stale_code' ? checked.record.ticketId : null,
    };
  }

  /** The session that a code is for, if there is one of its number: a forged code may hold any. */
  async #otherSession(checked: CheckResult): Promise<string | null> {
    if (checked.ok || checked.reason !== 'wrong_session' || checked.codeSessionNumber > sessionNumberMax) return null;
    return this.#facts.sessionCode(checked.codeSessionNumber);
  }
}

/** What is wrong with a scan beyond its schema; null: nothing. */
function faultOf({ code, ticketId }: ScanRequest, locale: Locale): Refusal | null {
  if ((code === undefined) !== (ticketId === undefined)) return null;
  const message = { fr: 'Indiquez un code, ou un billet.', en: 'Name a code, or a ticket.' }[locale];
  return refuse('invalid_request', { fields: [{ field: 'body.code', message }] });
}

/** The answer to a scan whose id was sent before. Scans keep no names: the ticket says whose it is. */
async function answerAgain(shop: Shop, scan: ScanRequest): Promise<ScanResult | Refusal> {
  const kept = await findScan(shop.db, scan.scanId);
  if (kept?.requestHash.equals(requestHash(scan)) !== true) return refuse('scan_id_reused');
  const wasDescribed = kept.result.category !== null;
  if (!wasDescribed || kept.ticketId === null) return kept.result;
  return { ...kept.result, holder: await readHolderName(shop, kept.ticketId) };
}
