import { setTimeout } from 'node:timers/promises';
import type { Bytes } from '@og-tickets/contract/rules/bytes.ts';
import { PACK_ENTRY_LENGTH, type Pack, packBytes, packHash } from '@og-tickets/contract/rules/gate/pack.ts';
import { applyDelta } from '@og-tickets/contract/rules/gate/pack-delta.ts';
import type { Db } from '../../../platform/database/database.ts';
import { type ChangeHorizon, readKeptChanges, readTicketChanges, readTicketList } from '../../tickets/index.ts';
import { ChangeLog, countEntries, type ListCounts } from '../rules/ticket-list.ts';

/** What was read so long ago is read again before it is given out. */
const freshMs = 400;
/** A list that nobody asked for this long is read as a whole: the changes of meanwhile may have been deleted. */
const staleMs = 30 * 60_000;
const firstLooks = 10;
const firstLookEveryMs = 20;

/** A list as it is given out. */
export interface PublishedList {
  sequence: number;
  tickets: number;
  counts: ListCounts;
}

/** The tickets of one session as this process gives them to scanners. */
export class GateList {
  readonly #db: Db;
  readonly #horizon: ChangeHorizon;
  readonly #sessionId: number;
  #pack: Pack | null = null;
  #log = new ChangeLog(0);
  /** Every change up to here has been read. */
  #readTo = 0;
  #lookedAtMs: number | null = null;
  #looking: Promise<void> | null = null;
  #counts: ListCounts | null = null;
  #hash: Promise<string> | null = null;
  #bytes: Bytes | null = null;

  constructor(db: Db, horizon: ChangeHorizon, sessionId: number) {
    this.#db = db;
    this.#horizon = horizon;
    this.#sessionId = sessionId;
  }

  /** When it was last looked at, by the clock of this process; null before the first time. */
  get lookedAtMs(): number | null {
    return this.#lookedAtMs;
  }

  /** The list of half a second ago at most. */
  async read(): Promise<PublishedList> {
    const pack = await this.#fresh();
    this.#counts ??= countEntries(pack);
    return { sequence: pack.sequence, tickets: pack.entries.length / PACK_ENTRY_LENGTH, counts: this.#counts };
  }

  /** Its number and hash, for the manifest. */
  async describe(): Promise<{ sequence: number; tickets: number; sha256: string }> {
    const pack = await this.#fresh();
    this.#hash ??= packHash(pack);
    return { sequence: pack.sequence, tickets: pack.entries.length / PACK_ENTRY_LENGTH, sha256: await this.#hash };
  }

  /** The whole list, or what changed after a number as far as that is known. */
  async bytes(since: number): Promise<Bytes> {
    const pack = await this.#fresh();
    if (since > 0) {
      if (since === pack.sequence) return packBytes({ ...pack, since, entries: new Uint8Array(0) });
      const changes =
        since < pack.sequence ? (this.#log.since(since) ?? (await this.#olderChanges(pack, since))) : null;
      if (changes !== null) return changes;
    }
    // The array is never written to: a change makes a new one.
    this.#bytes ??= packBytes(pack);
    return this.#bytes;
  }

  /** Changes from before this process read the list, as long as they are kept in the database. */
  async #olderChanges({ sequence, sessionNumber }: Pack, since: number): Promise<Bytes | null> {
    const { oldest } = await readKeptChanges(this.#db, this.#sessionId);
    if (oldest === 0 || since < oldest) return null;
    const entries = await readTicketChanges(this.#db, { sessionId: this.#sessionId, after: since });
    return entries === null ? null : packBytes({ sessionNumber, sequence, since, entries });
  }

  async #fresh(): Promise<Pack> {
    if (this.#unusedMs() > freshMs || this.#pack === null) {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = null;
      });
      await this.#looking;
    }
    if (this.#pack === null) throw new Error(`the tickets of session ${this.#sessionId} were not read`);
    return this.#pack;
  }

  #unusedMs(): number {
    return this.#lookedAtMs === null ? Number.POSITIVE_INFINITY : performance.now() - this.#lookedAtMs;
  }

  async #look(): Promise<void> {
    const beganAtMs = performance.now();
    const pack = this.#pack;
    const isKept = pack !== null && pack.sequence > 0 && this.#unusedMs() < staleMs;
    if (!isKept || !(await this.#catchUp(pack))) await this.#readWhole();
    this.#lookedAtMs = beganAtMs;
  }

  /** Reads what has changed. False: the whole must be read. */
  async #catchUp(pack: Pack): Promise<boolean> {
    const horizon = await this.#horizon.look();
    // Until those who were writing have ended, a newer list would have no number of its own.
    if (horizon <= this.#readTo) return true;
    const entries = await readTicketChanges(this.#db, { sessionId: this.#sessionId, after: this.#readTo });
    if (entries === null) return false;
    this.#readTo = horizon;
    if (entries.length === 0) return true;
    const delta = { sessionNumber: pack.sessionNumber, sequence: horizon, since: pack.sequence, entries };
    this.#log.add({ ...delta, entries: entries.slice() });
    this.#publish(applyDelta({ ...pack, entries: pack.entries.slice() }, delta));
    return true;
  }

  async #readWhole(): Promise<void> {
    let horizon = await this.#horizon.look();
    // In a rush the first horizon of a process is known once those who are writing now have ended.
    for (let look = 1; horizon === 0 && look < firstLooks; look += 1) {
      await setTimeout(firstLookEveryMs);
      horizon = await this.#horizon.look();
    }
    const entries = await readTicketList(this.#db, this.#sessionId);
    const { newest } = await readKeptChanges(this.#db, this.#sessionId);
    // The number of its newest change, so that every process numbers a list that stands still alike.
    const sequence = Math.min(horizon, newest);
    this.#readTo = horizon;
    this.#log = new ChangeLog(sequence);
    this.#publish({ sessionNumber: this.#sessionId, sequence, since: 0, entries });
  }

  #publish(pack: Pack): void {
    this.#pack = { ...pack, since: 0 };
    this.#counts = null;
    this.#hash = null;
    this.#bytes = null;
  }
}
