import { type Static, Type } from 'typebox';
import { closed, Instant, OrderCode, SessionCode, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';
import { MoneySchema } from './money.ts';
import { Reason, refundDeciders, refundStaff } from './refunds.ts';

/** Whatever a session that was cancelled or moved sets off, as one job. */
export const RefundRun = Type.Object(
  {
    id: Uuid,
    session: SessionCode,
    kind: Type.Enum(['cancelled', 'moved']),
    status: Type.Enum(['running', 'stopped', 'done']),
    reason: Type.Object({ fr: Type.String(), en: Type.String() }, closed),
    previousStartsAt: Instant,
    newStartsAt: Type.Union([Instant, Type.Null()]),
    refundUntil: Type.Union([Instant, Type.Null()]),
    startedAt: Instant,
    finishedAt: Type.Union([Instant, Type.Null()]),
    progress: Type.Object(
      {
        orders: Type.Integer({ description: 'All that are concerned' }),
        done: Type.Integer(),
        failed: Type.Integer({ description: 'Tried in vain so far; they are tried again' }),
        tickets: Type.Integer({ description: 'Taken back, or for a moved session: told of' }),
        refund: MoneySchema,
      },
      closed,
    ),
    failures: Type.Array(Type.Object({ order: OrderCode, reason: Type.String() }, closed), {
      maxItems: limits.failuresShown,
      description: 'Orders tried in vain, and why; the oldest first',
    }),
  },
  closed,
);
export type RefundRun = Static<typeof RefundRun>;

const sessionParams = Type.Object({ code: SessionCode });
const runParams = Type.Object({ id: Uuid });

export const previewRefundRun = defineEndpoint({
  id: 'orders.preview-refund-run',
  method: 'GET',
  path: '/admin/sessions/:code/refund-runs/preview',
  summary: 'Whom cancelling or moving a session concerns, and what refunding all of it gives back',
  access: refundStaff,
  params: sessionParams,
  replies: {
    200: Type.Object(
      {
        orders: Type.Integer({ description: 'Paid orders with valid tickets' }),
        pendingOrders: Type.Integer({ description: 'Not paid yet: they are cancelled' }),
        tickets: Type.Integer(),
        places: Type.Integer(),
        entered: Type.Integer({ description: 'Places that have entered' }),
        refund: MoneySchema,
        buyers: Type.Integer(),
        receivers: Type.Integer({ description: 'Accounts that were given tickets: told, not paid' }),
      },
      closed,
    ),
  },
  refusals: ['not_found'],
});

const reasons = Type.Object({ fr: Reason, en: Reason }, { ...closed, description: 'Told to buyers and on the page' });

export const SessionChangeBody = Type.Union([
  Type.Object({ kind: Type.Literal('cancelled'), reason: reasons }, closed),
  Type.Object(
    {
      kind: Type.Literal('moved'),
      reason: reasons,
      newStartsAt: Instant,
      refundUntil: Type.Union([Instant], {
        description: 'Until when buyers may have their money back: after now, not after the new start',
      }),
    },
    closed,
  ),
]);
export type SessionChangeBody = Static<typeof SessionChangeBody>;

export const startRefundRun = defineEndpoint({
  id: 'orders.start-refund-run',
  method: 'POST',
  path: '/admin/sessions/:code/refund-runs',
  summary: 'Cancel a session and refund all of it, or move it and tell everybody of the new date',
  access: refundDeciders,
  params: sessionParams,
  body: SessionChangeBody,
  replies: { 201: RefundRun },
  refusals: ['not_found', 'session_cancelled', 'refund_run_open'],
  idempotencyKey: true,
});

export const listRefundRuns = defineEndpoint({
  id: 'orders.list-refund-runs',
  method: 'GET',
  path: '/admin/sessions/:code/refund-runs',
  summary: 'The runs of a session, the latest first',
  access: refundStaff,
  params: sessionParams,
  replies: { 200: Type.Object({ items: Type.Array(RefundRun) }, closed) },
  refusals: ['not_found'],
});

export const readRefundRun = defineEndpoint({
  id: 'orders.read-refund-run',
  method: 'GET',
  path: '/admin/refund-runs/:id',
  summary: 'How far a run is',
  access: refundStaff,
  params: runParams,
  replies: { 200: RefundRun },
  refusals: ['not_found'],
});

export const stopRefundRun = defineEndpoint({
  id: 'orders.stop-refund-run',
  method: 'POST',
  path: '/admin/refund-runs/:id/stop',
  summary: 'Stop a run after the order that it is at; one that is done stays done',
  access: refundStaff,
  params: runParams,
  replies: { 200: RefundRun },
  refusals: ['not_found'],
});

export const resumeRefundRun = defineEndpoint({
  id: 'orders.resume-refund-run',
  method: 'POST',
  path: '/admin/refund-runs/:id/resume',
  summary: 'Go on with a run that was stopped',
  access: refundDeciders,
  params: runParams,
  replies: { 200: RefundRun },
  refusals: ['not_found'],
});
