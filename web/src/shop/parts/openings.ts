import type { SessionCard } from '@og-tickets/contract/catalog.ts';

const SHOWN = 6;

/** A session whose sale has a time to open at. */
export type Opening = SessionCard & { opensAt: string };

/** The sales that open next after `nowMs`, the first first; of those that open at once, the session that starts first. */
export function openingsOf(sessions: readonly SessionCard[], nowMs: number): Opening[] {
  return sessions
    .flatMap((session): Opening[] => {
      const opensAt = opensLater(session, nowMs);
      return opensAt === null ? [] : [{ ...session, opensAt }];
    })
    .toSorted((one, other) => Date.parse(one.opensAt) - Date.parse(other.opensAt))
    .slice(0, SHOWN);
}

/** When the sale of a session opens, where that is still to come; null otherwise. */
export function opensLater(
  { availability, salesOpenAt }: Pick<SessionCard, 'availability' | 'salesOpenAt'>,
  nowMs: number,
): string | null {
  if (availability !== 'not_on_sale' || salesOpenAt === null) return null;
  return Date.parse(salesOpenAt) > nowMs ? salesOpenAt : null;
}
