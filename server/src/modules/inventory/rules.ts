import type { RefusalCode } from '@og-tickets/contract/refusals.ts';

/** How many places one owner (an account, or the cart of a guest) may have: live, claimed and sold ones together. */
export interface PlaceLimits {
  limitPerSession: number;
  limitPerAccount: number;
}

/** Places an owner has: `inAll` over all sessions, `bySession` in each. */
export interface Usage {
  inAll: number;
  bySession: ReadonlyMap<number, number>;
}

export type LimitRefusal = Extract<RefusalCode, 'limit_per_session' | 'limit_per_account'>;

/** The limit that an owner breaks in a session after getting `more` places there (0: breaks already), or null. */
export function brokenLimit(usage: Usage, sessionId: number, more: number, limits: PlaceLimits): LimitRefusal | null {
  if ((usage.bySession.get(sessionId) ?? 0) + more > limits.limitPerSession) return 'limit_per_session';
  return usage.inAll + more > limits.limitPerAccount ? 'limit_per_account' : null;
}

/** The usage of an owner who got `more` places in a session. */
export function withPlaces(usage: Usage, sessionId: number, more: number): Usage {
  const inSession = (usage.bySession.get(sessionId) ?? 0) + more;
  return { inAll: usage.inAll + more, bySession: new Map([...usage.bySession, [sessionId, inSession]]) };
}
