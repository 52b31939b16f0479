import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { findEntry, type PackEntry } from '@og-tickets/contract/rules/gate/pack.ts';
import { ApiError } from '../../api/api-error.ts';
import { createStore, type Store } from '../../api/store.ts';
import { decideOffline, type OfflineDecision, type Showing } from '../scanning/decide-offline.ts';
import type { Station } from '../scanning/station.ts';
import type { GateClock } from './gate-clock.ts';
import { type GateState, isFinal, listFacts, noteRefusal } from './gate-state.ts';
import { dropVoid, flushSoon, keep, type KeptDevice, type KeptShift } from './gate-store.ts';
import { followList, followTime } from './gate-watch.ts';
import type { OwnEntries } from './own-entries.ts';
import type { ScanQueue, UploadOutcome } from './scan-queue.ts';
import { fetchList, ListNotBelieved, type TicketList } from './ticket-list.ts';

/** One scan as it goes into the queue. */
export interface OwnScan {
  scanId: string;
  code: string;
  direction: 'in' | 'out';
  result: ScanResult;
  /** Places that really went through. */
  places: number;
  scannedAt: string;
  ticketId: string | null;
}

/** Far more than may be let in within an hour. */
const AMBER_KEPT = 100;
/** A session without a closing hour is over a day after it started. */
const LONGEST_SESSION_MS = 24 * 3_600_000;
const AFTER_SESSION_MS = 2 * 3_600_000;

interface Parts {
  kept: KeptDevice;
  shift: KeptShift;
  station: Station;
  clock: GateClock;
  own: OwnEntries;
  queue: ScanQueue;
  list: TicketList | null;
  /** When unknown tickets were let in before. */
  amberAtMs: readonly number[];
}

/** A scanner at work at one gate, with network or without. */
export class OfflineGate {
  readonly state: Pick<Store<GateState>, 'get' | 'subscribe'>;
  readonly clock: GateClock;
  readonly #store: Store<GateState>;
  readonly #parts: Parts;
  readonly #stops: (() => void)[];
  #syncing: Promise<void> | undefined;
  #isStopped = false;
  #tellOutcome: (scanId: string, outcome: UploadOutcome) => void = () => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.clock = parts.clock;
    this.#store = createStore<GateState>({
      online: navigator.onLine,
      waiting: parts.queue.waiting(),
      ...listFacts(parts.list, parts.own),
      clockDoubtful: parts.clock.isDoubtful(),
      trouble: null,
      refusesScans: false,
      ended: null,
    });
    this.state = this.#store;
    const hands = { store: this.#store, clock: this.clock, sync: () => this.sync(), end: () => this.#end() };
    this.#stops = [followTime(hands), followList(parts.station.session, hands.sync)];
  }

  /** Decides about a code by the list; null while there is none. */
  async decide(showing: Showing): Promise<OfflineDecision | null> {
    const { list, own, clock, amberAtMs } = this.#parts;
    return list && decideOffline(showing, { list, own, clock, amberAtMs });
  }

  /**
   * Queues what this scanner decided: when this returns it outlives tab and browser, a second later a power cut too.
   * `unknown`: an unknown ticket was let in.
   */
  async keepScan(scan: OwnScan, unknown: boolean): Promise<void> {
    const { queue, station, list } = this.#parts;
    const { scanId, code, direction, places, scannedAt, result } = scan;
    const { session, gate } = station;
    const { verdict, reason } = result;
    const packSequence = list?.pack.sequence ?? 0;
    if (unknown) {
      this.#parts.amberAtMs = [...this.#parts.amberAtMs, this.clock.nowMs()].slice(-AMBER_KEPT);
      await keep('amber', [...this.#parts.amberAtMs]);
    }
    await queue.add({ scanId, session, gate, code, direction, verdict, reason, places, scannedAt, packSequence });
    this.#note(scan);
    this.#tell({});
    flushSoon();
  }

  /** The server has decided: what it let in counts here too until the list says so. */
  noteServer(scan: OwnScan): void {
    this.#note(scan);
    this.#parts.own.known(scan.scanId, (id) => this.#entryOf(id), this.clock.nowMs());
    this.#tell({ online: true });
  }

  /** The server may have let in whom this scanner refused; with `null` it did not after all. */
  async takeBack(scanId: string, at: string | null): Promise<void> {
    await (at === null ? dropVoid(scanId) : this.#parts.queue.takeBack(scanId, at));
  }

  /** Nobody went through by this scan after all. */
  forget(scanId: string): void {
    this.#parts.own.drop(scanId);
  }

  /** A call got no answer: this scanner decides until the server is heard again. */
  lost(): void {
    this.#store.set({ online: false });
  }

  /** Takes from a call that failed what it says of scanner, login and network. */
  refused(error: ApiError): void {
    noteRefusal(this.#store, error);
  }

  /** The shift was begun anew, by another login. */
  async renew(shift: KeptShift): Promise<void> {
    this.#parts.shift = shift;
    this.#store.set({ trouble: null });
    await this.sync();
  }

  /** Sends what waits and asks for the list; calls share one run. Says in `state` what went wrong. */
  sync(): Promise<void> {
    this.#syncing ??= this.#syncOnce()
      .catch((error: unknown) => {
        if (error instanceof ApiError) this.refused(error);
        else if (error instanceof ListNotBelieved) this.#store.set({ trouble: { kind: 'unsigned' } });
        else throw error;
      })
      .finally(() => {
        this.#syncing = undefined;
        this.#tell({ clockDoubtful: this.clock.isDoubtful() });
      });
    return this.#syncing;
  }

  /** Calls `listener` with what the server says of each scan that was sent later. */
  onOutcome(listener: (scanId: string, outcome: UploadOutcome) => void): void {
    this.#tellOutcome = listener;
  }

  /** Follows nothing any more and keeps nothing that is still on its way. */
  stop(): void {
    this.#isStopped = true;
    for (const stop of this.#stops) stop();
  }

  /** Waits until what the server was asked for is there or failed: what is wiped then does not come back. Never throws. */
  async settled(): Promise<void> {
    await this.#syncing?.catch(() => undefined);
  }

  async #syncOnce(): Promise<void> {
    const parts = this.#parts;
    await this.#send();
    if (this.#store.get().ended !== null) return;
    const askedAtMs = this.clock.nowMs();
    const keys = [...parts.shift.manifestKeys, ...(parts.list?.manifestKeys ?? [])];
    const list = await fetchList(parts.station.session, { before: parts.list, keys, clock: this.clock });
    // Somebody has gone elsewhere meanwhile.
    if (this.#isStopped) return;
    parts.list = list;
    parts.own.listed(askedAtMs);
    const manifestKeys = mergeKeys(parts.shift, list);
    parts.shift = { ...parts.shift, offsetMs: this.clock.offsetMs(), lastWallMs: Date.now(), manifestKeys };
    await keep('shift', { ...parts.shift, station: parts.station });
    const { refusesScans, trouble } = this.#store.get();
    this.#tell({ online: true, trouble: refusesScans && parts.queue.waiting() > 0 ? trouble : null });
  }

  async #send(): Promise<void> {
    try {
      await this.#parts.queue.send((scanId, outcome) => {
        this.#parts.own.known(scanId, (id) => this.#entryOf(id), this.clock.nowMs());
        this.#tellOutcome(scanId, outcome);
      });
    } catch (error) {
      // A scanner out of service has said what it had to say; one in service goes on and says what is wrong.
      if (!(error instanceof ApiError) || !isFinal(error)) throw error;
      this.#store.set({ refusesScans: true, trouble: { kind: 'refused', detail: error.detail } });
    }
  }

  #note({ scanId, ticketId, places, direction, scannedAt }: OwnScan): void {
    if (ticketId === null || places === 0) return;
    const change = direction === 'in' ? places : -places;
    const { own, station } = this.#parts;
    own.add({ scanId, ticketId, change, atMs: Date.parse(scannedAt), gate: station.gate });
  }

  #entryOf(ticketId: string): PackEntry | null {
    const { list } = this.#parts;
    return list && findEntry(list.pack, ticketId);
  }

  #tell(change: Partial<GateState>): void {
    const { queue, list, own } = this.#parts;
    this.#store.set({ waiting: queue.waiting(), ...listFacts(list, own), ...change });
  }

  #end(): GateState['ended'] {
    const { kept, list } = this.#parts;
    if (this.clock.nowMs() > Date.parse(kept.device.endsAt)) return 'ended';
    return isOver(list, this.clock) ? 'session' : null;
  }
}

/** A list serves until a while after its session: so long that the last ones in are still refused in its own words. */
function isOver(list: TicketList | null, clock: GateClock): boolean {
  if (list === null) return false;
  const { closesAt, summary } = list.manifest;
  const endsAtMs = closesAt === null ? Date.parse(summary.startsAt) + LONGEST_SESSION_MS : Date.parse(closesAt);
  return clock.nowMs() > endsAtMs + AFTER_SESSION_MS;
}

/** Keys that the next manifest is believed by: those of the newest one, and those that the shift began with. */
function mergeKeys(shift: KeptShift, list: TicketList): KeptShift['manifestKeys'] {
  const isNew = ({ kid }: { kid: number }) => !list.manifestKeys.some((key) => key.kid === kid);
  return [...list.manifestKeys, ...shift.manifestKeys.filter((key) => isNew(key) && !list.tainted.has(key.kid))];
}
