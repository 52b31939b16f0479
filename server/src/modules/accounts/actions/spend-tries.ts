import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { subjectOf, type Try, tryLimits } from '../rules/tries.ts';
import { type CountedTry, insertTry, removeTry, secondsUntilNextTry, seeTries } from '../sql/tries.ts';

/**
 * Counts tries, all or none, in a transaction of its own: they count whatever comes of them. Refusal: `rate_limited` with
 * the seconds until the first limit that is used up allows another.
 */
export async function spendTries(platform: Pick<Platform, 'db'>, tries: readonly Try[]): Promise<Refusal | null> {
  const counted = await countTries(platform, tries);
  return isRefusal(counted) ? counted : null;
}

/** As `spendTries`; says how many count with this one, of each of them. */
export async function countTries(
  platform: Pick<Platform, 'db'>,
  tries: readonly Try[],
): Promise<readonly number[] | Refusal> {
  return withTx(platform.db, async (tx) => {
    const numbers: number[] = [];
    for (const one of tries.map(countedOf)) {
      const number = await insertTry(tx, one);
      if (number === null) return refuse('rate_limited', { retryAfterSeconds: await secondsUntilNextTry(tx, one) });
      numbers.push(number);
    }
    return numbers;
  });
}

/**
 * How many of the first of these count already, by one read: who goes on guessing when the tries are used up costs no transaction.
 * Says nothing for certain; only `countTries` does. Refusal: `rate_limited`, as there.
 */
export async function lookAtTries(platform: Pick<Platform, 'db'>, tries: readonly Try[]): Promise<number | Refusal> {
  const { ofFirst, waitSeconds } = await seeTries(platform.db, tries.map(countedOf));
  return waitSeconds === null ? ofFirst : refuse('rate_limited', { retryAfterSeconds: waitSeconds });
}

function countedOf(one: Try): CountedTry {
  return { kind: one.kind, subject: subjectOf(one), ...tryLimits[one.kind] };
}

/** Takes tries back that turned out well: only failures are limited. */
export async function giveTriesBack(platform: Pick<Platform, 'db'>, tries: readonly Try[]): Promise<void> {
  await withTx(platform.db, async (tx) => {
    for (const one of tries) await removeTry(tx, { kind: one.kind, subject: subjectOf(one) });
  });
}
