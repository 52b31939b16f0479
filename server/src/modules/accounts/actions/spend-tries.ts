import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { subjectOf, type Try, tryLimits } from '../rules/tries.ts';
import { insertTry, removeTry, secondsUntilNextTry } from '../sql/tries.ts';

/**
 * Counts tries, all or none, in a transaction of its own: they count whatever comes of them. Refusal: `rate_limited` with
 * the seconds until the first limit that is used up allows another.
 */
export async function spendTries(platform: Pick<Platform, 'db'>, tries: readonly Try[]): Promise<Refusal | null> {
  return withTx(platform.db, async (tx) => {
    for (const one of tries) {
      const counted = { kind: one.kind, subject: subjectOf(one), ...tryLimits[one.kind] };
      if (await insertTry(tx, counted)) continue;
      return refuse('rate_limited', { retryAfterSeconds: await secondsUntilNextTry(tx, counted) });
    }
    return null;
  });
}

/** Takes tries back that turned out well: only failures are limited. */
export async function giveTriesBack(platform: Pick<Platform, 'db'>, tries: readonly Try[]): Promise<void> {
  await withTx(platform.db, async (tx) => {
    for (const one of tries) await removeTry(tx, { kind: one.kind, subject: subjectOf(one) });
  });
}
