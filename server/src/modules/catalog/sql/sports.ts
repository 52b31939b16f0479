import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { SportValues } from '../rules/import-state.ts';

export function readSports(db: Db): Promise<SportValues[]> {
  return db.selectFrom('catalog.sports').select(['code', 'name_fr', 'name_en']).execute();
}

/** Adds sports or renames those that exist. */
export async function writeSports(tx: Tx, rows: readonly SportValues[]): Promise<void> {
  await sql`
    INSERT INTO catalog.sports (code, name_fr, name_en)
    SELECT code, name_fr, name_en
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS given (code text, name_fr text, name_en text)
    ON CONFLICT (code) DO UPDATE SET name_fr = excluded.name_fr, name_en = excluded.name_en`.execute(tx);
}
