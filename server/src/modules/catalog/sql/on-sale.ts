import { sql } from 'kysely';

/**
 * Whether the row `session` of catalog.sessions can be sold now, by the database's clock: published, not yet started,
 * inside its sales window. Whether it has a category to sell is for the caller to join.
 */
export const onSaleNow = sql<boolean>`(
  session.status = 'published'
  AND now() < session.starts_at
  AND (session.sales_open_at IS NULL OR session.sales_open_at <= now())
  AND (session.sales_close_at IS NULL OR now() < session.sales_close_at))`;

/**
 * Holds that a page must know of, by session and category: places of live holds whose time is over, which are free
 * already whatever the sweeper did, and places that baskets or unpaid orders may still give back.
 */
export const unsettledHolds = sql`(
  SELECT session_id, category,
         coalesce(sum(places) FILTER (WHERE state = 'live' AND expires_at <= now()), 0)::int AS expired,
         coalesce(sum(places) FILTER (WHERE state = 'claimed' OR expires_at > now()), 0)::int AS held
  FROM inventory.holds
  WHERE state IN ('live', 'claimed')
  GROUP BY session_id, category)`;
