import type { Locale } from '@og-tickets/contract/common.ts';
import type { GatePolicy } from '@og-tickets/contract/rules/gate/judge.ts';
import type { Platform } from '../../../platform/platform.ts';
import { Remembered } from '../../../platform/remembered.ts';
import { offerNames, sessionSummaries } from '../../catalog/index.ts';
import { findGatePolicy } from '../sql/gate-policy.ts';

type Shop = Pick<Platform, 'db' | 'clock'>;

/** A gate that there is. */
export interface KnownGate {
  sessionId: number;
  policy: GatePolicy;
}

/** What every scan needs to know beside its ticket, as it was at most a second ago. */
export class GateFacts {
  readonly #gates: Remembered<KnownGate | null>;
  readonly #offers: Remembered<Map<string, string>>;
  readonly #sessionCodes: Remembered<string | null>;

  constructor({ db, clock }: Shop) {
    const nowMs = (): number => clock.nowMs();
    this.#gates = new Remembered(async (key) => {
      const [session = '', code = ''] = key.split(' ');
      const row = await findGatePolicy(db, { session, code });
      if (row === undefined) return null;
      const { sessionId, opensAt, closesAt, reentry } = row;
      const policy = { opensAtMs: opensAt?.getTime() ?? null, closesAtMs: closesAt?.getTime() ?? null, reentry };
      return { sessionId, policy };
    }, nowMs);
    this.#offers = new Remembered((locale) => offerNames(db, locale === 'en' ? 'en' : 'fr'), nowMs);
    this.#sessionCodes = new Remembered(async (key) => {
      const number = Number(key);
      return (await sessionSummaries(db, [number], 'fr')).get(number)?.code ?? null;
    }, nowMs);
  }

  /** A gate by the codes of its session and its own; null when either is not there. */
  gate(session: string, code: string): Promise<KnownGate | null> {
    return this.#gates.read(`${session} ${code}`);
  }

  /** Names of the offers by their codes. */
  offerNames(locale: Locale): Promise<ReadonlyMap<string, string>> {
    return this.#offers.read(locale);
  }

  /** The code of the session of a number; null when there is none. */
  sessionCode(number: number): Promise<string | null> {
    return this.#sessionCodes.read(String(number));
  }
}
