import type { CategoryTerms } from '@og-tickets/contract/catalog-admin.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { EditedCategory } from '../rules/edited-session.ts';

/** Categories of a session with their stock, in the order of the page. `held` are live and claimed holds, `taken` all. */
export async function findCategories(db: Db, sessionId: number): Promise<EditedCategory[]> {
  const { rows } = await sql<EditedCategory>`
    SELECT offered.category, offered.audience, offered.companion,
           offered.price_per_place_cents AS "pricePerPlaceCents",
           coalesce(stock.capacity, 0) AS capacity, coalesce(stock.taken, 0) AS taken,
           (SELECT coalesce(sum(hold.places), 0)::int FROM inventory.holds AS hold
            WHERE hold.session_id = offered.session_id AND hold.category = offered.category
              AND hold.state IN ('live', 'claimed')) AS held,
           (SELECT coalesce(json_agg(json_build_object('offer', own.offer, 'priceCents', own.price_cents)
                                     ORDER BY own.offer), '[]')
            FROM catalog.tariffs AS own
            WHERE own.session_id = offered.session_id AND own.category = offered.category) AS tariffs
    FROM catalog.session_categories AS offered
    LEFT JOIN inventory.inventory AS stock USING (session_id, category)
    WHERE offered.session_id = ${sessionId}
    ORDER BY offered.position, offered.category`.execute(db);
  return rows;
}

/** Makes these the categories of a session, in this order; places are the stock's. */
export async function replaceCategories(tx: Tx, sessionId: number, wanted: readonly CategoryTerms[]): Promise<void> {
  await sql`
    DELETE FROM catalog.session_categories
    WHERE session_id = ${sessionId} AND category <> ALL (${wanted.map(({ category }) => category)}::text[])`.execute(
    tx,
  );
  const rows = JSON.stringify(wanted.map((one, position) => ({ ...one, position })));
  await sql`
    INSERT INTO catalog.session_categories AS known
      (session_id, category, audience, companion, price_per_place_cents, position)
    SELECT ${sessionId}, category, audience, companion, "pricePerPlaceCents", position
    FROM json_to_recordset(${rows}::json) AS given
      (category text, audience text, companion boolean, "pricePerPlaceCents" integer, position integer)
    ON CONFLICT (session_id, category) DO UPDATE
    SET audience = excluded.audience, companion = excluded.companion,
        price_per_place_cents = excluded.price_per_place_cents, position = excluded.position`.execute(tx);
  await sql`DELETE FROM catalog.tariffs WHERE session_id = ${sessionId}`.execute(tx);
  const tariffs = wanted.flatMap(({ category, tariffs: own }) => own.map((tariff) => ({ category, ...tariff })));
  await sql`
    INSERT INTO catalog.tariffs (session_id, category, offer, price_cents)
    SELECT ${sessionId}, category, offer, "priceCents"
    FROM json_to_recordset(${JSON.stringify(tariffs)}::json) AS given
      (category text, offer text, "priceCents" integer)`.execute(tx);
}

/** How often anything of a session was held or sold, ever: what would hang in the air without the session. */
export async function countUses(db: Db, sessionId: number): Promise<{ held: number; sold: number; changes: number }> {
  const { rows } = await sql<{ held: number; sold: number; changes: number }>`
    SELECT (SELECT coalesce(sum(places), 0)::int FROM inventory.holds WHERE session_id = ${sessionId}) AS held,
           (SELECT coalesce(sum(places), 0)::int FROM tickets.tickets WHERE session_id = ${sessionId}) AS sold,
           (SELECT count(*)::int FROM catalog.session_changes WHERE session_id = ${sessionId}) AS changes`.execute(db);
  return rows[0] ?? { held: 0, sold: 0, changes: 0 };
}
