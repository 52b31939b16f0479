import { Batcher, type BatcherFigures } from '../../../platform/batcher.ts';
import { isDatabaseAway, isLockTimeout, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { settingsOf } from '../../settings/index.ts';
import { Scarce } from '../scarce.ts';
import { ShownNames } from '../views/shown-names.ts';
import { type Added, addLines, type LineWish } from './add-lines.ts';

/** Adds units of an offer to a cart and holds their places, all or nothing; overloaded when too many want the same. */
export interface AddLine {
  (wish: LineWish): Promise<Added | Refusal>;
  /** What the batches did, where there are any. */
  figures?(): BatcherFigures;
}

/** While one is committed and one waits for its rows, the next is read and planned; decisions/088 says what that gains. */
const batchesAtWork = 3;

/**
 * Adds lines in batches: all wishes that came while the last batch was committed are decided together by `addLines`, in one
 * transaction, whichever sessions they are for. `sizes` is given only by the proof that compares batches of one with larger ones.
 */
export function createAddLine(
  platform: Pick<Platform, 'db' | 'clock'>,
  sizes: { maxBatch?: number; maxAtWork?: number } = {},
): AddLine {
  const { db, clock } = platform;
  const settings = settingsOf(platform);
  const nowMs = (): number => clock.nowMs();
  const memory = { names: new ShownNames(nowMs), scarce: new Scarce(nowMs) };
  const batcher = new Batcher<LineWish, Added | Refusal>({
    run: async (wishes) => {
      const saleClosed = await settings.isSaleClosed();
      return withTx(db, (tx) => addLines(tx, { ...memory, saleClosed }, wishes));
    },
    rowOf: (wish) => wish.sessionCode,
    ownerOf,
    hasLeft: (wish) => wish.hasLeft(),
    isWorthSplitting: (error) => !isDatabaseAway(error),
    isStuck: isLockTimeout,
    nowMs,
    maxAtWork: batchesAtWork,
    ...sizes,
  });
  const addLine: AddLine = async (wish) => {
    // A call with a key may have been granted before; then the batch finds what was said.
    if (wish.claim === null && memory.scarce.isInVain(wish)) return refuse('capacity_exhausted');
    return batcher.submit(wish);
  };
  addLine.figures = () => batcher.figures();
  return addLine;
}

function ownerOf({ owner, freshTokenHash }: LineWish): string {
  if (owner?.kind === 'account') return owner.accountId;
  return (owner?.tokenHash ?? freshTokenHash).toString('hex');
}
