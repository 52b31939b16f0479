import { limits } from '@og-tickets/contract/limits.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { previewRefundRun, RefundRun } from '@og-tickets/contract/refund-runs.ts';
import type { ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import type { Db } from '../../../platform/database/database.ts';
import { readSessionChange, sessionSummaries } from '../../catalog/index.ts';
import {
  findFailures,
  findProgress,
  findRun,
  findRunsOfSession,
  type RunProgress,
  type RunRow,
} from '../sql/refund-runs.ts';
import { countConcerned, findSessionId } from '../sql/run-preview.ts';

/** Whom changing a session concerns; null when there is no such session. */
export async function previewRun(db: Db, code: string): Promise<ReplyBodyOf<typeof previewRefundRun> | null> {
  const sessionId = await findSessionId(db, code);
  if (sessionId === undefined) return null;
  const { amountCents, ...concerned } = await countConcerned(db, sessionId);
  return { ...concerned, refund: money(amountCents) };
}

/** A run with how far it is; null when there is none of this id. */
export async function readRun(db: Db, id: string): Promise<RefundRun | null> {
  const run = await findRun(db, id);
  const [shown] = run === undefined ? [] : await withProgress(db, [run]);
  return shown ?? null;
}

/** The runs of a session, the latest first; null when there is no such session. */
export async function listRuns(db: Db, code: string): Promise<RefundRun[] | null> {
  const sessionId = await findSessionId(db, code);
  return sessionId === undefined ? null : withProgress(db, await findRunsOfSession(db, sessionId));
}

async function withProgress(db: Db, runs: readonly RunRow[]): Promise<RefundRun[]> {
  const progress = await findProgress(
    db,
    runs.map((run) => run.id),
  );
  return Promise.all(runs.map((run) => toRun(db, run, progress.get(run.id))));
}

const nothing: RunProgress = { orders: 0, done: 0, failed: 0, tickets: 0, amountCents: 0 };

async function toRun(db: Db, run: RunRow, progress = nothing): Promise<RefundRun> {
  const change = await readSessionChange(db, run.change_id);
  const session = (await sessionSummaries(db, [run.session_id], 'fr')).get(run.session_id);
  if (session === undefined) throw new Error(`session ${run.session_id} of run ${run.id} is gone`);
  const { amountCents, ...counts } = progress;
  return {
    id: run.id,
    session: session.code,
    kind: run.kind,
    status: run.status,
    reason: { fr: change.reason_fr, en: change.reason_en },
    previousStartsAt: change.previous_starts_at.toISOString(),
    newStartsAt: change.new_starts_at?.toISOString() ?? null,
    refundUntil: change.refund_until?.toISOString() ?? null,
    startedAt: run.created_at.toISOString(),
    finishedAt: run.finished_at?.toISOString() ?? null,
    progress: { ...counts, refund: money(amountCents) },
    failures: counts.failed === 0 ? [] : await findFailures(db, run.id, limits.failuresShown),
  };
}
