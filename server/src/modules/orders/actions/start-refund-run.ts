import type { Locale } from '@og-tickets/contract/common.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type FieldFault } from '../../../platform/http/refusal.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { defineJob, enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Actor, recordAction } from '../../audit/index.ts';
import { changeSession, type SessionChangeWish } from '../../catalog/index.ts';
import { freeSessionHolds } from '../../inventory/index.ts';
import { readClock } from '../sql/orders.ts';
import { hasOpenRun, insertMissingOrders, insertRun } from '../sql/refund-runs.ts';

/** Works a run off, order by order, until it is done or stopped. */
export const workRefundRunJob = defineJob<{ runId: string }>('orders.work-refund-run');

/** The key of a run's job: one at most waits. */
export function runKey(runId: string): string {
  return `refund-run:${runId}`;
}

const faults = {
  past: { fr: 'Cette date est passée.', en: 'This date is past.' },
  afterStart: {
    fr: 'Le remboursement doit pouvoir être demandé avant la nouvelle date, pas après.',
    en: 'A refund can be asked for until the new date, not after it.',
  },
} as const;

/**
 * Cancels or moves a session and begins to tell everybody: in this one transaction the session changes, its sales stop, what
 * carts keep of it is given back, and the orders concerned are written down; a job works them off. Refused as the endpoint
 * says, also with the dates at fault.
 */
export async function startRefundRun(
  { db, keys, clock }: Pick<Platform, 'db' | 'keys' | 'clock'>,
  wish: SessionChangeWish,
  by: { accountId: string; actor: Actor; locale: Locale },
): Promise<{ runId: string } | Refusal> {
  return withTx(db, async (tx) => {
    const fields = faultsOf(wish, await readClock(tx), by.locale);
    if (fields.length > 0) return refuse('invalid_request', { fields });
    const change = await changeSession(tx, wish);
    if (isRefusal(change)) return change;
    const { changeId, sessionId } = change;
    if (await hasOpenRun(tx, sessionId)) return refuse('refund_run_open');
    const runId = uuidv7();
    await insertRun(tx, { id: runId, sessionId, changeId, kind: wish.kind, startedBy: by.accountId });
    await freeSessionHolds(tx, sessionId);
    await insertMissingOrders(tx, runId);
    await enqueue(tx, workRefundRunJob, { runId }, { key: runKey(runId) });
    await recordAction(tx, { keys, clock }, by.actor, {
      action: 'refund_run.started',
      subject: { kind: 'refund_run', id: runId },
      after: { session: wish.code, ...plain(wish) },
      reason: wish.reason.fr,
    });
    return { runId };
  });
}

/** What is told of a change in the journal. */
function plain(wish: SessionChangeWish): Record<string, string> {
  if (wish.kind === 'cancelled') return { kind: wish.kind };
  const { kind, newStartsAt, refundUntil } = wish;
  return { kind, newStartsAt: newStartsAt.toISOString(), refundUntil: refundUntil.toISOString() };
}

function faultsOf(wish: SessionChangeWish, now: Date, locale: Locale): FieldFault[] {
  if (wish.kind === 'cancelled') return [];
  const found: FieldFault[] = [];
  const add = (field: string, fault: keyof typeof faults): void => {
    found.push({ field: `body.${field}`, message: faults[fault][locale] });
  };
  if (wish.newStartsAt <= now) add('newStartsAt', 'past');
  if (wish.refundUntil <= now) add('refundUntil', 'past');
  if (wish.refundUntil > wish.newStartsAt) add('refundUntil', 'afterStart');
  return found;
}
