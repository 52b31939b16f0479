import { sql } from 'kysely';

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
