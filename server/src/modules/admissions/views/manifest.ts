import type { Locale } from '@og-tickets/contract/common.ts';
import type { Manifest } from '@og-tickets/contract/gate-lists.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import type { Platform } from '../../../platform/platform.ts';
import { offersByPlaces, sessionSummaries } from '../../catalog/index.ts';
import type { GateSessionFacts } from '../sql/gate-session.ts';
import { selectNeighbours } from '../sql/session-numbers.ts';
import type { GateList } from './gate-list.ts';
import { listGateKeys } from './manifest-keys.ts';

/** All that a scanner decides by without network, but for the tickets: the text that is signed. */
export async function composeManifest(
  platform: Pick<Platform, 'db' | 'keys' | 'clock'>,
  { facts, list, locale }: { facts: GateSessionFacts; list: GateList; locale: Locale },
): Promise<string> {
  const { db, clock } = platform;
  const { sessionId, gates, reentry } = facts;
  const [summaries, { keys }, offers, neighbours, pack] = await Promise.all([
    sessionSummaries(db, [sessionId], locale),
    listGateKeys(platform),
    offersByPlaces(db, locale),
    selectNeighbours(db, { sessionId, limit: limits.neighboursPerManifest }),
    list.describe(),
  ]);
  const session = summaries.get(sessionId);
  if (session === undefined) throw new Error(`session ${sessionId} is not there`);
  const manifest: Manifest = {
    session: session.code,
    sessionNumber: sessionId,
    summary: session.summary,
    gates,
    opensAt: facts.opensAt?.toISOString() ?? null,
    closesAt: facts.closesAt?.toISOString() ?? null,
    reentry,
    keys,
    offers,
    neighbours,
    amberPerHour: limits.offlineUnknownPerHour,
    pack,
    serverTime: new Date(clock.nowMs()).toISOString(),
  };
  return JSON.stringify(manifest);
}
