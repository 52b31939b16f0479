import type { Db } from '../../../../platform/database/database.ts';
import type { Logger } from '../../../../platform/log.ts';
import { type Changes, readChanges, readContent } from '../../sql/snapshot.ts';
import { applyPlaces, type Catalogue, type KeptSession, joinCatalogue, settleSales } from './catalogue.ts';

/** From the start of one look at the database to the start of the next. */
const lookEveryMs = 1_000;
/** Looks that are asked for between two regular ones keep at least this apart. */
const lookApartMs = 250;
/** Everything is read anew this often, whatever the looks said. */
const rereadEveryMs = 600_000;
/** Older than this, a catalogue is called stale. */
const staleAfterMs = 10_000;
/** While looks fail, the log says so this often. */
const alarmEveryMs = 30_000;

/** Told which sessions are to be shown differently. */
export type SalesListener = (changed: readonly KeptSession[]) => void;

/**
 * Keeps the catalogue of the database in memory, one look a second behind, so that a page view asks the database nothing and
 * a rush on one costs the other nothing. While looks fail, the last catalogue stays and its age is known.
 */
export class CatalogueKeeper {
  readonly #db: Db;
  readonly #log: Logger;
  readonly #listeners = new Set<SalesListener>();
  #catalogue: Catalogue | null = null;
  #watermark: string | null = null;
  #rows = 0;
  /** Database's clock minus this process's monotonic one, in milliseconds. */
  #clockOffsetMs = 0;
  /** On the monotonic clock: the last look that worked began here. */
  #freshAtMs = Number.NEGATIVE_INFINITY;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #rereadAtMs = Number.NEGATIVE_INFINITY;
  #alarmAtMs = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  /** `db` is best a connection that a rush does not hold up. */
  constructor(db: Db, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /** Reads the catalogue for the first time and follows it from then on. Throws when it cannot be read. */
  async start(): Promise<void> {
    await this.#look();
    this.#schedule();
  }

  /** Follows it no longer; what was read last stays. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running?.catch(() => undefined);
  }

  /** The catalogue as it was at most two seconds ago, while the database answers. */
  get catalogue(): Catalogue {
    if (this.#catalogue === null) throw new Error('The catalogue is asked for before it was read');
    return this.#catalogue;
  }

  /** The database's clock, in milliseconds since the Unix epoch. */
  nowMs(): number {
    return performance.now() + this.#clockOffsetMs;
  }

  /** How old the catalogue is, in milliseconds, and whether that is too old. */
  age(): { ageMs: number; stale: boolean } {
    const ageMs = Math.round(performance.now() - this.#freshAtMs);
    return { ageMs, stale: ageMs > staleAfterMs };
  }

  /** Calls `listener` after each look that changed a sale; returns how to end that. */
  follow(listener: SalesListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * The session of a code, withdrawn or not. One that is not known may be a second old: then it waits for one more look,
   * which all who wait share, so that wrong codes cost the database four looks a second at most.
   */
  async find(code: string): Promise<KeptSession | null> {
    const known = this.catalogue.byCode.get(code);
    if (known !== undefined) return known;
    await this.catchUp();
    return this.catalogue.byCode.get(code) ?? null;
  }

  /** Waits for a look that begins after this call. Never fails: a look that does leaves all as it was. */
  catchUp(): Promise<void> {
    this.#next ??= this.#lookSoon();
    return this.#next;
  }

  async #lookSoon(): Promise<void> {
    if (this.#stopped) return;
    await this.#running?.catch(() => undefined);
    const waitMs = this.#lookedAtMs + lookApartMs - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    // Who asks from here on wants a later look.
    this.#next = null;
    await this.#tryLook();
  }

  #schedule(): void {
    if (this.#stopped) return;
    const waitMs = Math.max(0, this.#lookedAtMs + lookEveryMs - performance.now());
    this.#timer = setTimeout(() => void this.#tryLook().then(() => this.#schedule()), waitMs);
    this.#timer.unref();
  }

  /** A look of which the failure is told, not thrown. */
  async #tryLook(): Promise<void> {
    try {
      this.#running ??= this.#look().finally(() => {
        this.#running = null;
      });
      await this.#running;
    } catch (error) {
      const now = performance.now();
      if (now - this.#alarmAtMs < alarmEveryMs) return;
      this.#alarmAtMs = now;
      this.#log.error({ err: error, alert: 'catalogue_stale', ...this.age() }, 'the catalogue cannot be read anew');
    }
  }

  async #look(): Promise<void> {
    const beganAtMs = performance.now();
    this.#lookedAtMs = beganAtMs;
    const anew = this.#catalogue === null || beganAtMs - this.#rereadAtMs > rereadEveryMs;
    const changes = await readChanges(this.#db, anew ? null : this.#watermark);
    this.#clockOffsetMs = changes.nowMs - performance.now();
    const reread = anew || changes.written > 0 || changes.rows !== this.#rows;
    const before = this.#catalogue;
    const catalogue = reread || before === null ? await this.#reread(changes, anew) : before;
    if (!reread) applyPlaces(catalogue, changes);
    const settled = settleSales(catalogue, this.nowMs());
    this.#catalogue = settled.catalogue;
    this.#watermark = changes.watermark;
    this.#rows = changes.rows;
    this.#freshAtMs = beganAtMs;
    if (settled.changed.length > 0) for (const listener of this.#listeners) listener(settled.changed);
  }

  /** The whole catalogue with all its places; what changes meanwhile is above the watermark and comes with the next look. */
  async #reread(changes: Changes, complete: boolean): Promise<Catalogue> {
    const catalogue = joinCatalogue(await readContent(this.#db));
    applyPlaces(catalogue, complete ? changes : await readChanges(this.#db, null));
    this.#rereadAtMs = performance.now();
    return catalogue;
  }
}
