import type { Platform } from '../../../platform/platform.ts';
import { violationsOf } from '../views/violations.ts';

/** Looks for what breaks an invariant and logs an alert for each, with the first row that does. */
export async function watchInvariants({ db, log }: Pick<Platform, 'db' | 'log'>): Promise<void> {
  for (const { invariant, violation } of await violationsOf(db, 1)) {
    log.error({ alert: 'invariant_broken', invariant, violation }, 'the database breaks a promise of the shop');
  }
}
