import type { listGateSessions as listing } from '@og-tickets/contract/admissions.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import type { Db } from '../../../platform/database/database.ts';
import { normalizeSearch, sessionSummaries } from '../../catalog/index.ts';
import { findGateSessions } from '../sql/gate-sessions.ts';

const listedMax = 50;

/** The sessions that a controller chooses from, searched by code, title, sport and place, whatever the accents. */
export async function listGateSessions(
  db: Db,
  { q, now }: { q: string; now: Date },
  locale: Locale,
): Promise<ReplyBodyOf<typeof listing>> {
  const words = normalizeSearch(q).split(' ').filter(Boolean);
  const rows = await findGateSessions(db, { words, now, limit: listedMax });
  const sessions = await sessionSummaries(
    db,
    rows.map((row) => row.sessionId),
    locale,
  );
  const items = rows.flatMap(({ sessionId, ...people }) => {
    const session = sessions.get(sessionId);
    return session === undefined ? [] : [{ code: session.code, summary: session.summary, ...people }];
  });
  return { items };
}
