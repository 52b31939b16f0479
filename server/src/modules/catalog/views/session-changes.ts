import type { MovedSession } from '@og-tickets/contract/rules/cancellation.ts';
import type { Db } from '../../../platform/database/database.ts';
import { findChange, findChanges, findDeadlines, type SessionChangeRow } from '../sql/session-changes.ts';

/** What decides until when tickets of a session can be cancelled by who bought them. */
export interface RefundTerms {
  /** The session's own deadline; null: none, tickets are firm. */
  deadline: Date | null;
  /** When it was moved, and until when that gives a right to a refund. */
  moves: readonly MovedSession[];
  cancelled: boolean;
}

/** The terms of refund of sessions by their numbers. */
export async function readRefundTerms(db: Db, sessionIds: readonly number[]): Promise<Map<number, RefundTerms>> {
  if (sessionIds.length === 0) return new Map();
  const changes = Map.groupBy(await findChanges(db, sessionIds), (change) => change.session_id);
  const sessions = await findDeadlines(db, sessionIds);
  return new Map(
    sessions.map(({ id, deadline, cancelled }) => [
      id,
      {
        deadline,
        cancelled,
        moves: (changes.get(id) ?? []).flatMap(({ refund_until: refundUntil, created_at: movedAt }) =>
          refundUntil === null ? [] : [{ movedAt, refundUntil }],
        ),
      },
    ]),
  );
}

/** Was one of these sessions cancelled or moved after that time? */
export async function wereChangedSince(db: Db, sessionIds: readonly number[], since: Date): Promise<boolean> {
  if (sessionIds.length === 0) return false;
  return (await findChanges(db, sessionIds)).some((change) => change.created_at >= since);
}

/** A change of a session. Throws when there is none of this id. */
export function readSessionChange(db: Db, changeId: string): Promise<SessionChangeRow> {
  return findChange(db, changeId);
}
