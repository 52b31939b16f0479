import type { Db } from '../../../platform/database/database.ts';
import { selectSessionNumbers } from '../sql/session-numbers.ts';

/** The number of a session by its code; null when there is none. */
export async function findSessionNumber(db: Db, code: string): Promise<number | null> {
  return (await selectSessionNumbers(db, [code])).get(code) ?? null;
}
