import { sql } from 'kysely';
import type { Db } from '../../server/src/platform/database/database.ts';

/** What may never be anything but nothing. */
export interface Audit {
  /** Rows of inventory with more places taken, or held, than there are. */
  oversold: number;
  /** Rows of inventory whose counter is not the sum of its holds. */
  drift: number;
  /** Places that buyers were told they have and the database does not know. */
  acknowledgedLost: number;
  /** Accounts and carts with more places of a session than one may have. */
  overLimit: number;
}

export const nothingWrong: Audit = { oversold: 0, drift: 0, acknowledgedLost: 0, overLimit: 0 };

/** Looks at the sessions and at every cart that was granted something: a hold counts only when it is found here. */
export async function audit(
  db: Db,
  sessionIds: readonly number[],
  granted: ReadonlyMap<string, number>,
): Promise<Audit> {
  // What was just written in one go is unknown to the planner, which would look at everything for each cart.
  await sql`ANALYZE inventory.holds, carts.lines`.execute(db);
  const { rows } = await sql<{ oversold: number; drift: number }>`
    SELECT count(*) FILTER (WHERE i.taken > i.capacity OR kept.places > i.capacity)::int AS oversold,
      count(*) FILTER (WHERE i.taken <> kept.places)::int AS drift
    FROM inventory.inventory AS i
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(h.places), 0) AS places
      FROM inventory.holds AS h
      WHERE h.session_id = i.session_id AND h.category = i.category AND h.state <> 'freed'
    ) AS kept
    WHERE i.session_id = ANY (${[...sessionIds]}::int[])`.execute(db);
  const found = await sql<{ lost: number }>`
    SELECT coalesce(sum(greatest(0, told.places - coalesce(kept.places, 0))), 0)::int AS lost
    FROM unnest(${[...granted.keys()]}::uuid[], ${[...granted.values()]}::int[]) AS told (cart_id, places)
    LEFT JOIN LATERAL (
      SELECT sum(h.places) AS places
      FROM inventory.holds AS h
      JOIN carts.lines AS l ON l.cart_id = h.cart_id AND l.session_id = h.session_id AND l.hold_id = h.id
      WHERE h.cart_id = told.cart_id AND h.state <> 'freed'
    ) AS kept ON true`.execute(db);
  const over = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT 1
      FROM inventory.holds AS h
      WHERE h.session_id = ANY (${[...sessionIds]}::int[]) AND h.state <> 'freed'
      GROUP BY h.session_id, coalesce(h.account_id, h.cart_id)
      HAVING sum(h.places) > min(h.limit_per_session)
    ) AS greedy`.execute(db);
  const { oversold = 0, drift = 0 } = rows[0] ?? {};
  return { oversold, drift, acknowledgedLost: found.rows[0]?.lost ?? 0, overLimit: over.rows[0]?.count ?? 0 };
}

/** The sum of several. */
export function addAudits(audits: readonly Audit[]): Audit {
  return audits.reduce(
    (sum, one) => ({
      oversold: sum.oversold + one.oversold,
      drift: sum.drift + one.drift,
      acknowledgedLost: sum.acknowledgedLost + one.acknowledgedLost,
      overLimit: sum.overLimit + one.overLimit,
    }),
    nothingWrong,
  );
}
