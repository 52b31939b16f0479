import { redeem, type ScanResult } from '@og-tickets/contract/admissions.ts';
import { undoScan } from '@og-tickets/contract/gate-lists.ts';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { createStore, type Store } from '../../api/store.ts';
import type { OfflineGate, OwnScan } from '../offline/offline-gate.ts';
import type { UploadOutcome } from '../offline/scan-queue.ts';
import type { OfflineDecision } from './decide-offline.ts';
import type { Station } from './station.ts';
import { signal } from './tone.ts';

/** What has become of a scan: decided by the server, waiting to be sent there, or what came of sending it. */
export type ScanFate = 'online' | 'waiting' | UploadOutcome | 'undone';

/** One scan with its verdict. */
export interface Scan {
  id: string;
  at: string;
  direction: 'in' | 'out';
  result: ScanResult;
  fate: ScanFate;
  /** Amber: so many places may be let in if the controller says so. */
  ask: number | null;
}

/** What the desk shows. */
export interface DeskState {
  /** The verdict that fills the screen. */
  shown: Scan | null;
  /** Newest first. */
  last: readonly Scan[];
  /** A reading is being decided, for so long that somebody wonders. */
  sending: boolean;
  /** Places let in by this desk and when, of the last minute. */
  entered: readonly { atMs: number; places: number }[];
  /** Nothing was decided: the server did not answer, or refused to; `storage`: this device could not keep the scan. */
  failure: { error: ApiError | 'storage'; again: () => void } | null;
}

/** What is shown to the desk: the code that was read, or a ticket that was found by order or holder. */
export interface Reading {
  shows: { code: string } | { ticketId: string };
  direction: 'in' | 'out';
  /** Places to let through; all that can be when undefined. */
  places: number | undefined;
}

/** The same code is one reading while it stays in front of the camera. */
const SAME_CODE_MS = 3_000;
/** The server has so long to answer; then this scanner's own list decides. */
const PATIENCE_MS = 800;
/** Whoever is told that a decision is under way waits longer for it: drawing that takes as long as deciding. */
const SAY_SENDING_MS = 200;
const SCANS_SHOWN = 20;
const RATE_MS = 60_000;

type Attempt = Reading & { scanId: string; at: string };
type Answer = { result: ScanResult } | { error: ApiError };

/**
 * Decides readings one after the other: with a `gate` it does so with and without network, without one the server alone
 * decides. Nothing green is shown before it is kept where a killed tab does not reach it, or the server has it.
 */
export class Desk {
  readonly state: Pick<Store<DeskState>, 'get' | 'subscribe'>;
  readonly #store = createStore<DeskState>({ shown: null, last: [], sending: false, entered: [], failure: null });
  readonly #station: Station;
  readonly #gate: OfflineGate | null;
  #before = { code: '', atMs: 0 };
  #deciding: ReturnType<typeof setTimeout> | null = null;
  /** An amber ticket that the controller is looking at; `sent`: the server was asked, too. */
  #asked: { scan: OwnScan; unknown: boolean; sent: boolean } | null = null;

  constructor(station: Station, gate: OfflineGate | null) {
    this.state = this.#store;
    this.#station = station;
    this.#gate = gate;
    gate?.onOutcome((scanId, outcome) => this.#mark(scanId, outcome));
  }

  /** Takes a reading, unless it is the last one still in front of the camera or somebody must look at that first. */
  read(reading: Reading): void {
    const nowMs = Date.now();
    const code = 'code' in reading.shows ? reading.shows.code.trim() : reading.shows.ticketId;
    const isSame = this.#before.code === code && nowMs - this.#before.atMs < SAME_CODE_MS;
    this.#before = { code, atMs: nowMs };
    const { shown } = this.#store.get();
    // A refusal stays until somebody has seen it.
    const mustBeSeen = shown !== null && shown.result.verdict !== 'admitted';
    if (code === '' || isSame || mustBeSeen || this.isDeciding()) return;
    const shows = 'code' in reading.shows ? { code } : reading.shows;
    const at = new Date(this.#gate?.clock.nowMs() ?? nowMs).toISOString();
    // Read by npm run check:scanner and check:camera, and in the browser's own tools.
    performance.clearMarks('gate-read');
    performance.mark('gate-read');
    if (shown !== null) this.#store.set({ shown: null });
    this.#run({ ...reading, shows, scanId: crypto.randomUUID(), at });
  }

  /** A reading is being decided: the next one waits. */
  isDeciding(): boolean {
    return this.#deciding !== null;
  }

  /** The controller has looked closer at an amber ticket. */
  async answer(letIn: boolean): Promise<void> {
    const asked = this.#asked;
    const { shown } = this.#store.get();
    if (asked === null || shown === null || this.#gate === null) return;
    this.#asked = null;
    const places = letIn ? asked.scan.places : 0;
    try {
      if (asked.sent && !letIn) await this.#gate.takeBack(asked.scan.scanId, asked.scan.scannedAt);
      await this.#gate.keepScan({ ...asked.scan, places }, asked.unknown && letIn);
    } catch (error) {
      this.#unkept(error, () => {
        this.#asked = asked;
        this.#store.set({ shown, failure: null });
      });
      return;
    }
    const result = letIn
      ? { ...shown.result, verdict: 'admitted' as const, admittedPlaces: places }
      : { ...shown.result, admittedPlaces: 0 };
    const settled: Scan = { ...shown, ask: null, result };
    const last = this.#store.get().last.map((scan) => (scan.id === shown.id ? settled : scan));
    this.#store.set({ shown: letIn ? settled : null, last });
    if (!letIn) return;
    this.#count(shown.direction, places);
    signal('admitted');
  }

  dismiss(): void {
    // Whoever looks at the next ticket has not moved the last one away yet.
    this.#before = { ...this.#before, atMs: Date.now() };
    this.#store.set({ shown: null });
  }

  /** A supervisor takes a scan back. Throws ApiError. */
  async undo(scanId: string, reason: string): Promise<void> {
    // The server must have it first.
    await this.#gate?.sync();
    await call(undoScan, { params: { scanId }, body: { reason } });
    this.#gate?.forget(scanId);
    this.#mark(scanId, 'undone');
    await this.#gate?.sync();
  }

  #run(attempt: Attempt): void {
    this.#deciding = setTimeout(() => this.#store.set({ sending: true }), SAY_SENDING_MS);
    if (this.#store.get().failure !== null) this.#store.set({ failure: null });
    this.#decide(attempt).catch((error: unknown) => this.#unkept(error, () => this.#run(attempt)));
  }

  /** Storage is full or gone: nobody gets in by a scan that nobody would ever hear of. */
  #unkept(error: unknown, again: () => void): void {
    this.#decided({ shown: null, failure: { error: 'storage', again } });
    signal('refused');
    if (!(error instanceof DOMException)) throw error;
  }

  #decided(change: Pick<DeskState, 'shown' | 'failure'>): void {
    if (this.#deciding !== null) clearTimeout(this.#deciding);
    this.#deciding = null;
    this.#store.set({ ...change, sending: false });
  }

  async #decide(attempt: Attempt): Promise<void> {
    const gate = this.#gate;
    const { shows } = attempt;
    const mine = gate === null || !('code' in shows) ? null : await gate.decide({ ...attempt, code: shows.code });
    if (mine !== null && gate?.state.get().online === false) return this.#byOwnList(attempt, mine, null);
    const asking = askServer(this.#station, attempt);
    const answer = await (mine === null ? asking : Promise.race([asking, patience()]));
    if (answer !== null && 'result' in answer) return this.#byServer(attempt, answer.result, mine?.ticketId ?? null);
    if (answer === null) gate?.lost();
    else gate?.refused(answer.error);
    const isUnanswered = answer === null || isNoAnswer(answer.error);
    if (mine !== null && isUnanswered) return this.#byOwnList(attempt, mine, asking);
    if (answer === null) return undefined;
    this.#decided({ shown: null, failure: { error: answer.error, again: () => this.#run(attempt) } });
  }

  #byServer(attempt: Attempt, result: ScanResult, ticketId: string | null): void {
    this.#gate?.noteServer(ownScan(attempt, result, ticketId));
    this.#show(attempt, result, 'online');
  }

  /** `late`: the answer of the server, if it was asked: it may still come. */
  async #byOwnList(attempt: Attempt, decision: OfflineDecision, late: Promise<Answer> | null): Promise<void> {
    if (this.#gate === null) return;
    const { result, ask, ticketId } = decision;
    const scan = ownScan(attempt, result, ticketId);
    if (ask === null) {
      // The server may let in at this very moment whom this scanner refuses.
      if (late !== null && scan.places === 0) await this.#gate.takeBack(attempt.scanId, attempt.at);
      await this.#gate.keepScan(scan, false);
    } else {
      const unknown = result.reason === 'unknown_ticket';
      this.#asked = { scan: { ...scan, places: ask }, unknown, sent: late !== null };
    }
    this.#show(attempt, result, 'waiting', ask);
    if (late !== null) void late.then((answer) => this.#heardLate(attempt, decision, answer));
  }

  /** The server has answered after this scanner had decided. */
  async #heardLate(attempt: Attempt, decision: OfflineDecision, answer: Answer): Promise<void> {
    if (this.#gate === null || 'error' in answer) return;
    if (this.#asked?.scan.scanId === attempt.scanId) {
      this.#asked = null;
      this.#byServer(attempt, answer.result, decision.ticketId);
    } else if (answer.result.admittedPlaces === 0) await this.#gate.takeBack(attempt.scanId, null);
    await this.#gate.sync();
  }

  #show(attempt: Attempt, result: ScanResult, fate: ScanFate, ask: number | null = null): void {
    const { scanId: id, at, direction } = attempt;
    const scan: Scan = { id, at, direction, result, fate, ask };
    this.#decided({ shown: scan, failure: null });
    // The verdict is painted first: somebody waits for it.
    setTimeout(() => {
      const others = this.#store.get().last.filter((known) => known.id !== id);
      this.#store.set({ last: [scan, ...others].slice(0, SCANS_SHOWN) });
    });
    this.#count(direction, result.admittedPlaces);
    signal(result.verdict);
  }

  #count(direction: Reading['direction'], places: number): void {
    if (direction === 'out' || places === 0) return;
    const atMs = Date.now();
    const recent = this.#store.get().entered.filter((entry) => entry.atMs > atMs - RATE_MS);
    this.#store.set({ entered: [...recent, { atMs, places }] });
  }

  #mark(id: string, fate: ScanFate): void {
    this.#store.set({ last: this.#store.get().last.map((scan) => (scan.id === id ? { ...scan, fate } : scan)) });
  }
}

function ownScan(attempt: Attempt, result: ScanResult, ticketId: string | null): OwnScan {
  const { scanId, at, direction, shows } = attempt;
  const code = 'code' in shows ? shows.code : '';
  return { scanId, code, direction, result, places: result.admittedPlaces, scannedAt: at, ticketId };
}

/** Asks the server; never throws. */
async function askServer({ session, gate }: Station, attempt: Attempt): Promise<Answer> {
  const { scanId, at: scannedAt, direction, places, shows } = attempt;
  const body = { scanId, session, gate, direction, scannedAt, ...shows };
  try {
    return { result: await call(redeem, { body: places === undefined ? body : { ...body, places } }) };
  } catch (error) {
    if (error instanceof ApiError) return { error };
    throw error;
  }
}

function patience(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
}

/** No answer, or none of the gate's: then the list decides. A refusal of the server is one. */
function isNoAnswer(error: ApiError): boolean {
  return error.status === 0 || error.status === 429 || error.status >= 500;
}
