import { createHmac } from 'node:crypto';
import type { CallCount, CallCounts } from './call-counts.ts';
import { OwnCallCounts } from './call-counts.ts';

/**
 * Counts that all processes share, and beside them those of this process alone, which hold while the shared ones cannot be
 * had: a limit never falls away because its counter did. A key is an address of somebody, so it is kept under a keyed hash.
 */
export class SharedCallCounts implements CallCounts {
  readonly #shared: CallCounts | null;
  readonly #own = new OwnCallCounts();
  readonly #secret: Buffer;

  /** `shared`: null in a process that is alone. */
  constructor(shared: CallCounts | null, secret: Buffer) {
    this.#shared = shared;
    this.#secret = secret;
  }

  async count(key: string, windowMs: number): Promise<CallCount> {
    const hidden = createHmac('sha256', this.#secret).update(`call counts\n${key}`).digest('base64url');
    const own = await this.#own.count(hidden, windowMs);
    if (this.#shared === null) return own;
    try {
      const shared = await this.#shared.count(hidden, windowMs);
      // A store that was emptied has forgotten what this process still knows.
      return shared.calls >= own.calls ? shared : own;
    } catch {
      return own;
    }
  }
}
