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
