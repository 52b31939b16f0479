import type { Db } from '../../../platform/database/database.ts';
import { findGateSession, type GateSessionFacts } from '../sql/gate-session.ts';

/** A session as its gates know it; null when there is none of this code. */
export async function readGateSession(db: Db, code: string): Promise<GateSessionFacts | null> {
  return (await findGateSession(db, code)) ?? null;
}
