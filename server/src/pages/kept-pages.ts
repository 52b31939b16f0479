import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { DrawnPage } from '@og-tickets/contract/page-drawing.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** A page is drawn anew after this; the catalogue behind it is at most as old again. */
const freshMs = 2_000;
/** While there is no time to draw, a page may be this old. */
const usableMs = 4_000;
/** Pages in memory, the least recently asked for go first: about 30 MB. */
const mostPages = 250;
/** Of each second, drawing may take so much; with it comes what was not used, up to one second's worth. */
const budgetMsPerSecond = 200;
/** Brotli's middle: most of what the best gives, for a tenth of its time. */
const brotliQuality = 5;

/** A document in the forms that browsers take. */
export interface KeptPage {
  etag: string;
  plain: Buffer;
  br: Buffer;
  gzip: Buffer;
}

export type PageAnswer = KeptPage | 'empty' | 'missing';

interface Kept {
  answer: Promise<PageAnswer>;
  madeAtMs: number;
}

/**
 * Remembers pages for a moment, so that a rush on one draws it every other second, and keeps drawing from taking the time of
 * those who buy.
 */
export class KeptPages {
  readonly #kept = new Map<string, Kept>();
  readonly #nowMs: () => number;
  #leftMs = budgetMsPerSecond;
  #countedAtMs: number;

  /** `nowMs`: a clock that never goes back. */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#countedAtMs = nowMs();
  }

  /**
   * The page of a name, made by `make` unless it is kept; null when there is no time to make it. All who ask at once wait for the
   * same one. Throws what `make` throws, and then again until the page would be made anew.
   */
  find(name: string, make: () => Promise<DrawnPage | 'empty' | 'missing'>): Promise<PageAnswer> | null {
    const nowMs = this.#nowMs();
    const kept = this.#kept.get(name);
    const ageMs = kept === undefined ? Number.POSITIVE_INFINITY : nowMs - kept.madeAtMs;
    if (kept !== undefined && (ageMs < freshMs || (ageMs < usableMs && !this.#mayDraw(nowMs)))) return kept.answer;
    if (!this.#mayDraw(nowMs)) return null;
    const answer = this.#made(make);
    this.#kept.delete(name);
    this.#kept.set(name, { answer, madeAtMs: nowMs });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostPages && oldest !== undefined) this.#kept.delete(oldest);
    return answer;
  }

  #mayDraw(nowMs: number): boolean {
    const earnedMs = ((nowMs - this.#countedAtMs) / 1_000) * budgetMsPerSecond;
    this.#leftMs = Math.min(budgetMsPerSecond, this.#leftMs + earnedMs);
    this.#countedAtMs = nowMs;
    return this.#leftMs > 0;
  }

  async #made(make: () => Promise<DrawnPage | 'empty' | 'missing'>): Promise<PageAnswer> {
    const page = await make();
    if (typeof page === 'string') return page;
    this.#leftMs -= page.drawnMs;
    const plain = Buffer.from(page.html);
    const [br, gzipped] = await Promise.all([
      brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
      zip(plain),
    ]);
    return {
      etag: `"${hash('sha256', plain, 'base64url').slice(0, 22)}"`,
      plain,
      br,
      gzip: gzipped,
    };
  }
}
