import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';
import { findRun, findStalledRuns, lockRun, reopenRuns, setRunStatus } from '../sql/refund-runs.ts';
import { runKey, workRefundRunJob } from './start-refund-run.ts';

type Shop = Pick<Platform, 'db' | 'keys' | 'clock'>;

/** Stops a run after the order that it is at; nothing happens to one that is done. Refusal: `not_found`. */
export function stopRefundRun(shop: Shop, runId: string, actor: LoggedInActor): Promise<Refusal | null> {
  return withTx(shop.db, async (tx) => {
    if ((await findRun(tx, runId)) === undefined) return refuse('not_found');
    const { status } = await lockRun(tx, runId);
    await setRunStatus(tx, runId, 'stopped');
    if (status === 'running') await record(tx, shop, actor, { action: 'refund_run.stopped', runId });
    return null;
  });
}

/** Has a run go on, also one whose process was lost; nothing happens to one that is done. Refusal: `not_found`. */
export function resumeRefundRun(shop: Shop, runId: string, actor: LoggedInActor): Promise<Refusal | null> {
  return withTx(shop.db, async (tx) => {
    if ((await findRun(tx, runId)) === undefined) return refuse('not_found');
    const { status } = await lockRun(tx, runId);
    if (status === 'done') return null;
    await setRunStatus(tx, runId, 'running');
    await enqueue(tx, workRefundRunJob, { runId }, { key: runKey(runId) });
    if (status === 'stopped') await record(tx, shop, actor, { action: 'refund_run.resumed', runId });
    return null;
  });
}

async function record(
  tx: Tx,
  { keys, clock }: Shop,
  actor: LoggedInActor,
  { action, runId }: { action: 'refund_run.stopped' | 'refund_run.resumed'; runId: string },
): Promise<void> {
  const subject = { kind: 'refund_run', id: runId } as const;
  await recordAction(tx, { keys, clock }, actor, { action, subject });
}

/** Takes up runs at a standstill, and those of cancelled sessions of which something is left although they were done. */
export async function resumeStalledRuns({ db }: Pick<Platform, 'db'>): Promise<void> {
  await withTx(db, async (tx) => {
    const reopened = await reopenRuns(tx);
    for (const runId of new Set([...reopened, ...(await findStalledRuns(tx))])) {
      await enqueue(tx, workRefundRunJob, { runId }, { key: runKey(runId) });
    }
  });
}
