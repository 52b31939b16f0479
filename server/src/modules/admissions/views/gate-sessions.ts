import type { listGateSessions as listing } from '@og-tickets/contract/admissions.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import { isRefusal } from '../../../platform/http/refusal.ts';
import type { Db } from '../../../platform/database/database.ts';
import { normalizeSearch, sessionSummaries } from '../../catalog/index.ts';
import { mayWork, type Staff, sessionsOf } from '../rules/posting.ts';
import { findGateSessions } from '../sql/gate-sessions.ts';

const listedMax = 50;

/**
 * The sessions and gates that somebody may work at, to choose from: searched by code, title, sport and place, whatever the
 * accents.
 */
export async function listGateSessions(
  db: Db,
  { q, now, staff }: { q: string; now: Date; staff: Staff },
  locale: Locale,
): Promise<ReplyBodyOf<typeof listing>> {
  const words = normalizeSearch(q).split(' ').filter(Boolean);
  const rows = await findGateSessions(db, { words, now, limit: listedMax, sessionIds: sessionsOf(staff) });
  const sessions = await sessionSummaries(
    db,
    rows.map((row) => row.sessionId),
    locale,
  );
  const items = rows.flatMap(({ sessionId, gates: all, ...people }) => {
    const session = sessions.get(sessionId);
    const gates = all.filter((gate) => !isRefusal(mayWork(staff, { sessionId, gate })));
    if (session === undefined || gates.length === 0) return [];
    return [{ code: session.code, summary: session.summary, gates, ...people }];
  });
  return { items };
}
