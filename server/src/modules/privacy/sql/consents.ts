import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** A version of the terms that somebody accepted. */
export interface ConsentRow {
  /** Null: for the account. */
  orderCode: string | null;
  termsVersion: string;
  acceptedAt: Date;
}

/** Which terms an account accepted and when, the latest first: at its registration, and with each order. */
export async function selectConsents(db: Db, accountId: string, limit: number): Promise<ConsentRow[]> {
  const { rows } = await sql<ConsentRow>`
    SELECT "orderCode", "termsVersion", "acceptedAt" FROM (
      SELECT NULL AS "orderCode", terms_version AS "termsVersion", terms_accepted_at AS "acceptedAt"
      FROM accounts.accounts WHERE id = ${accountId}
      UNION ALL
      SELECT code, terms_version, created_at FROM orders.orders WHERE account_id = ${accountId}) AS consent
    ORDER BY "acceptedAt" DESC, "orderCode" NULLS LAST LIMIT ${limit}`.execute(db);
  return rows;
}
