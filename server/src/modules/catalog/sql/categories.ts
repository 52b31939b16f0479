import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { CategoryValues } from '../rules/import-state.ts';

/** Adds categories to sessions or changes those that exist; their places are the stock's. */
export async function writeCategories(tx: Tx, rows: readonly CategoryValues[]): Promise<void> {
  await sql`
    INSERT INTO catalog.session_categories (session_id, category, audience, price_per_place_cents, position)
    SELECT session.id, given.category, given.audience, given.price_per_place_cents, given.position
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS given (session text, category text, audience text, price_per_place_cents integer, position integer)
    JOIN catalog.sessions AS session ON session.code = given.session
    ON CONFLICT (session_id, category) DO UPDATE
    SET audience = excluded.audience, price_per_place_cents = excluded.price_per_place_cents,
        position = excluded.position`.execute(tx);
}

/** Takes categories out of the sale. */
export async function deleteCategories(tx: Tx, rows: readonly CategoryValues[]): Promise<void> {
  await sql`
    DELETE FROM catalog.session_categories AS category
    USING json_to_recordset(${JSON.stringify(rows)}::json) AS given (session text, category text),
      catalog.sessions AS session
    WHERE session.code = given.session AND category.session_id = session.id
      AND category.category = given.category`.execute(tx);
}
