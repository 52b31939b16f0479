import type { InvariantCheck } from '@og-tickets/contract/invariants.ts';
import type { Db } from '../../../platform/database/database.ts';
import { findChecks } from '../sql/checks.ts';

/** The newest check of every promise, broken ones first. */
export async function readChecks(db: Db): Promise<{ items: InvariantCheck[] }> {
  const rows = await findChecks(db);
  const broken = rows.filter(({ violation }) => violation !== null);
  const kept = rows.filter(({ violation }) => violation === null);
  const items = [...broken, ...kept].map(({ checkedAt, brokenSince, ...row }) => ({
    ...row,
    checkedAt: checkedAt.toISOString(),
    brokenSince: brokenSince?.toISOString() ?? null,
  }));
  return { items };
}
