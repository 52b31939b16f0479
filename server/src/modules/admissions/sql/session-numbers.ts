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
