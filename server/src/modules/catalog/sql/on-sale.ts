import { sql } from 'kysely';

/**
 * Whether the row `session` of catalog.sessions can be sold now, by the database's clock: published, not yet started,
 * inside its sales window. Whether it has a category to sell is for the caller to join.
 */
export const onSaleNow = sql<boolean>`catalog.is_on_sale(session)`;
