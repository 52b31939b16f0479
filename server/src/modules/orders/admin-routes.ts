import { resendConfirmationForBuyer } from '@og-tickets/contract/orders.ts';
import * as runs from '@og-tickets/contract/refund-runs.ts';
import * as contract from '@og-tickets/contract/refunds.ts';
import { normalizeOrderCode } from '@og-tickets/contract/rules/order-code.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOf } from '../audit/index.ts';
import type { SessionChangeWish } from '../catalog/index.ts';
import { refundOrder } from './actions/refund-order.ts';
import { resendConfirmation } from './actions/resend-confirmation.ts';
import { startRefundRun } from './actions/start-refund-run.ts';
import { resumeRefundRun, stopRefundRun } from './actions/steer-refund-run.ts';
import { previewRefund } from './views/refund-preview.ts';
import { readRequest } from './views/refund-requests.ts';
import { listRuns, previewRun, readRun } from './views/refund-runs.ts';

/** The ids of a list with commas; undefined stays so. */
export function idsOf(text: string | undefined): string[] | undefined {
  return text?.split(',');
}

/** What admins do with orders that were paid. */
export function orderAdminRoutes(platform: Platform): Route[] {
  return [
    route(contract.previewRefund, async ({ params, query, locale }) => {
      const code = normalizeOrderCode(params.code);
      const preview =
        code === null ? null : await previewRefund(platform, { code, tickets: idsOf(query.tickets), locale });
      return preview === null ? refuse('not_found') : reply(200, preview);
    }),
    route(contract.refundOrder, async (context) => {
      const { params, body, caller, locale } = context;
      const code = normalizeOrderCode(params.code);
      if (code === null) return refuse('not_found');
      const { tickets, reason, expectedCents } = body;
      const { accountId } = caller;
      const wish = { accountId, actor: actorOf(context), code, tickets, reason, expectedCents, locale };
      const done = await refundOrder(platform, wish);
      if (isRefusal(done)) return done;
      if ('preview' in done) return reply(200, done.preview);
      const request = await readRequest(platform, done.requestId, accountId);
      return request === null ? refuse('not_found') : reply(202, request);
    }),
    route(resendConfirmationForBuyer, async (context) => {
      const { params } = context;
      const code = normalizeOrderCode(params.code);
      if (code === null) return refuse('not_found');
      const sent = await resendConfirmation(platform, { code, actor: actorOf(context) });
      return isRefusal(sent) ? sent : reply(202, sent);
    }),
    ...refundRunRoutes(platform),
  ];
}

/** Sessions that are cancelled or moved, and what becomes of their orders. */
function refundRunRoutes(platform: Platform): Route[] {
  const { db } = platform;
  const steered = async (runId: string, refusal: Refusal | null) => {
    const run = refusal ?? (await readRun(db, runId)) ?? refuse('not_found');
    return isRefusal(run) ? run : reply(200, run);
  };
  return [
    route(runs.previewRefundRun, async ({ params }) => {
      const preview = await previewRun(db, params.code);
      return preview === null ? refuse('not_found') : reply(200, preview);
    }),
    route(runs.startRefundRun, async (context) => {
      const { params, body, caller, locale } = context;
      const by = { accountId: caller.accountId, actor: actorOf(context), locale };
      const started = await startRefundRun(platform, wishOf(params.code, body), by);
      if (isRefusal(started)) return started;
      const run = await readRun(db, started.runId);
      return run === null ? refuse('not_found') : reply(201, run);
    }),
    route(runs.listRefundRuns, async ({ params }) => {
      const items = await listRuns(db, params.code);
      return items === null ? refuse('not_found') : reply(200, { items });
    }),
    route(runs.readRefundRun, async ({ params }) => steered(params.id, null)),
    route(runs.stopRefundRun, async (context) => {
      const { id } = context.params;
      return steered(id, await stopRefundRun(platform, id, actorOf(context)));
    }),
    route(runs.resumeRefundRun, async (context) => {
      const { id } = context.params;
      return steered(id, await resumeRefundRun(platform, id, actorOf(context)));
    }),
  ];
}

function wishOf(code: string, body: runs.SessionChangeBody): SessionChangeWish {
  if (body.kind === 'cancelled') return { code, ...body };
  const { kind, reason } = body;
  return { code, kind, reason, newStartsAt: new Date(body.newStartsAt), refundUntil: new Date(body.refundUntil) };
}
