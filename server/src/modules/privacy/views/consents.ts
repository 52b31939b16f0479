import type { Consent } from '@og-tickets/contract/privacy.ts';
import type { Db } from '../../../platform/database/database.ts';
import { selectConsents } from '../sql/consents.ts';

/** More than anybody has; a page shows them at once. */
const listedMax = 1_000;

/** Which terms an account accepted and when, the latest first. */
export async function readConsents(db: Db, accountId: string): Promise<Consent[]> {
  const rows = await selectConsents(db, accountId, listedMax);
  return rows.map(({ acceptedAt, ...consent }) => ({ ...consent, acceptedAt: acceptedAt.toISOString() }));
}
