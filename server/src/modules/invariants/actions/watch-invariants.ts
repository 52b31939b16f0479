import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { deleteOtherChecks, upsertCheck } from '../sql/checks.ts';
import { findViolations } from '../views/check.ts';
import { invariants } from '../views/violations.ts';

/** Checks every promise, keeps what was found and logs an alert for each that is broken, with the first row that does it. */
export async function watchInvariants({ db, log }: Pick<Platform, 'db' | 'log'>): Promise<void> {
  const all = invariants();
  for (const invariant of all) {
    const { name } = invariant;
    const startedMs = performance.now();
    const [violation = null] = await findViolations(db, invariant, 1);
    const durationMs = Math.round(performance.now() - startedMs);
    await withTx(db, (tx) => upsertCheck(tx, { name, durationMs, violation }));
    if (violation === null) continue;
    log.error({ alert: 'invariant_broken', invariant: name, violation }, 'the database breaks a promise of the shop');
  }
  const names = all.map(({ name }) => name);
  await withTx(db, (tx) => deleteOtherChecks(tx, names));
}
