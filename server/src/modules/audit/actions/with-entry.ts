import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Actor, type RecordedAction, recordAction } from './record-action.ts';

/**
 * Does something in a transaction and writes the entry that tells it as the last statement; what is refused is neither done
 * nor told.
 */
export function withEntry<Done>(
  platform: Pick<Platform, 'db' | 'keys' | 'clock'>,
  actor: Actor,
  work: (tx: Tx) => Promise<Done | Refusal>,
  tell: (done: Done) => RecordedAction,
): Promise<Done | Refusal> {
  return withTx(platform.db, async (tx) => {
    const done = await work(tx);
    if (!isRefusal(done)) await recordAction(tx, platform, actor, tell(done));
    return done;
  });
}
