import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { findRun, findStalledRuns, lockRun, reopenRuns, setRunStatus } from '../sql/refund-runs.ts';
import { runKey, workRefundRunJob } from './start-refund-run.ts';

/** Stops a run after the order that it is at; nothing happens to one that is done. Refusal: `not_found`. */
export function stopRefundRun({ db }: Pick<Platform, 'db'>, runId: string): Promise<Refusal | null> {
  return withTx(db, async (tx) => {
    if ((await findRun(tx, runId)) === undefined) return refuse('not_found');
    await lockRun(tx, runId);
    await setRunStatus(tx, runId, 'stopped');
    return null;
  });
}

/** Has a run go on, also one whose process was lost; nothing happens to one that is done. Refusal: `not_found`. */
export function resumeRefundRun({ db }: Pick<Platform, 'db'>, runId: string): Promise<Refusal | null> {
  return withTx(db, async (tx) => {
    if ((await findRun(tx, runId)) === undefined) return refuse('not_found');
    const { status } = await lockRun(tx, runId);
    if (status === 'done') return null;
    await setRunStatus(tx, runId, 'running');
    await enqueue(tx, workRefundRunJob, { runId }, { key: runKey(runId) });
    return null;
  });
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
