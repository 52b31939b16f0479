import { sql } from 'kysely';
import { type Bench, freshSession } from './measure.ts';

const letterA = 'A'.charCodeAt(0);
let made = 0;

/** So many sessions on sale, each with one category of so many places, copied from one that was made in the usual way. */
export async function manySessions(
  bench: Bench,
  count: number,
  capacity: number,
): Promise<{ ids: number[]; codes: string[] }> {
  const { db } = bench.shop;
  const first = await freshSession(bench, capacity);
  // Three letters and up to three digits, as codes are: BMA001, BMB001 and so on for each call.
  const prefix = `BM${String.fromCharCode(letterA + made)}`;
  made += 1;
  const { rows } = await sql<{ id: number; code: string }>`
    INSERT INTO catalog.sessions (code, sport, venue, title_fr, title_en, description_fr, description_en, search_text,
      starts_at, ends_at, doors_at, timezone, medal, places_per_account)
    SELECT ${prefix} || lpad(n::text, 3, '0'), sport, venue, title_fr, title_en, description_fr, description_en,
      search_text, starts_at + n * interval '1 hour', ends_at + n * interval '1 hour', doors_at + n * interval '1 hour',
      timezone, medal, places_per_account
    FROM catalog.sessions, generate_series(1, ${count - 1}::int) AS n
    WHERE id = ${first.id}
    RETURNING id, code`.execute(db);
  const ids = rows.map(({ id }) => id);
  await sql`
    INSERT INTO catalog.session_categories (session_id, category, price_per_place_cents, position)
    SELECT id, 'A', 5000, 0 FROM unnest(${ids}::int[]) AS given (id)`.execute(db);
  await sql`
    INSERT INTO inventory.inventory (session_id, category, capacity)
    SELECT id, 'A', ${capacity}::int FROM unnest(${ids}::int[]) AS given (id)`.execute(db);
  return { ids: [first.id, ...ids], codes: [first.code, ...rows.map(({ code }) => code)] };
}
