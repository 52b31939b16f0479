import type { Locale } from '@og-tickets/contract/common.ts';
import type { Db } from '../../../platform/database/database.ts';
import { offerNames, type SessionBrief, sessionSummaries } from '../../catalog/index.ts';

/** Names may be shown for so long after they changed. Nothing is decided on them. */
const freshMs = 1_000;

interface Names {
  readAtMs: number;
  sessions: Map<number, SessionBrief>;
  offers: Map<string, string>;
}

/** What a cart shows of sessions and offers, remembered for a second, so that a rush reads it once and not with each line. */
export class ShownNames {
  readonly #nowMs: () => number;
  readonly #byLocale = new Map<Locale, Names>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Names of these sessions and of all offers. */
  async read(db: Db, sessionIds: ReadonlySet<number>, locale: Locale): Promise<Omit<Names, 'readAtMs'>> {
    const nowMs = this.#nowMs();
    const known = this.#byLocale.get(locale);
    const isFresh = known !== undefined && nowMs - known.readAtMs < freshMs && nowMs >= known.readAtMs;
    const names = isFresh
      ? known
      : { readAtMs: nowMs, sessions: new Map<number, SessionBrief>(), offers: await offerNames(db, locale) };
    const missing = [...sessionIds].filter((id) => !names.sessions.has(id));
    for (const [id, brief] of await sessionSummaries(db, missing, locale)) names.sessions.set(id, brief);
    this.#byLocale.set(locale, names);
    return names;
  }
}
