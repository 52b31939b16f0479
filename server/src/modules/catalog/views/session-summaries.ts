import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { Db } from '../../../platform/database/database.ts';
import { latestChangeOf, type SessionSummary, selectSummaries, summaryOf } from '../sql/session-summaries.ts';

/** A session as carts, orders, tickets and gates show it. */
export interface SessionBrief {
  id: number;
  code: string;
  summary: SessionSummary;
  /** ISO 8601, UTC. */
  doorsAt: string;
  /** ISO 8601, UTC. */
  endsAt: string;
  /** Until when buyers may cancel tickets bought now, ISO 8601; null: not at all. */
  cancellableUntil: string | null;
  /** The latest change since tickets are sold. */
  change: SessionDetail['change'];
}

/** Sessions by their numbers, in one statement; withdrawn and cancelled ones too, for who holds a ticket. */
export async function sessionSummaries(
  db: Db,
  sessionIds: readonly number[],
  locale: Locale,
): Promise<Map<number, SessionBrief>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await selectSummaries(db, locale)
    .where('session.id', 'in', [...new Set(sessionIds)])
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        code: row.code,
        summary: summaryOf(row),
        doorsAt: row.doorsAt.toISOString(),
        endsAt: row.endsAt.toISOString(),
        cancellableUntil: row.cancellableUntil?.toISOString() ?? null,
        change: latestChangeOf(row),
      },
    ]),
  );
}
