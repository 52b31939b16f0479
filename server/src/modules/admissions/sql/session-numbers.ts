import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** The numbers of sessions by their codes; unknown codes are left out. */
export async function selectSessionNumbers(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('catalog.sessions')
    .select(['id', 'code'])
    .where('code', 'in', [...new Set(codes)])
    .execute();
  return new Map(rows.map(({ id, code }) => [code, id]));
}

/** Sessions that start within a day of this one and are no secret, the nearest first; without itself. */
export async function selectNeighbours(
  db: Db,
  { sessionId, limit }: { sessionId: number; limit: number },
): Promise<{ number: number; code: string }[]> {
  const { rows } = await sql<{ number: number; code: string }>`
    SELECT other.id AS number, other.code
      FROM catalog.sessions AS here
      JOIN catalog.sessions AS other
        ON other.starts_at BETWEEN here.starts_at - interval '24 hours' AND here.starts_at + interval '24 hours'
       AND other.id <> here.id AND other.status NOT IN ('draft', 'withdrawn')
     WHERE here.id = ${sessionId}
     ORDER BY abs(extract(epoch FROM other.starts_at - here.starts_at)), other.id
     LIMIT ${limit}`.execute(db);
  return rows;
}
