import {
  answerSimulatedChallenge,
  confirmSimulatedPayment,
  readPayment as readPaymentEndpoint,
  receiveWebhook,
} from '@og-tickets/contract/payments.ts';
import { listFailedRefunds } from '@og-tickets/contract/refund-requests.ts';
import { retryRefund as retryRefundEndpoint } from '@og-tickets/contract/refunds.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOf } from '../audit/index.ts';
import { answerChallenge, confirmCard } from './actions/confirm-card.ts';
import { readPayment } from './actions/read-payment.ts';
import { receiveEvent } from './actions/receive-event.ts';
import { retryRefund } from './actions/retry-refund.ts';
import { failedRefunds, readRefund } from './views/refunds.ts';
import { toPayment } from './views/payment.ts';

/** Cards that one address may try in a minute: enough for a family at one table, too few to test stolen ones. */
const cardsPerMinute = 20;

export function paymentRoutes(platform: Platform): Route[] {
  return [
    route(readPaymentEndpoint, async ({ params, caller }) => {
      const payment = await readPayment(platform, { paymentId: params.id, accountId: caller.accountId });
      return isRefusal(payment) ? payment : reply(200, toPayment(payment.row, payment.upToDate));
    }),
    route(receiveWebhook, async (context) => {
      const { params, rawBody } = context;
      const header = (name: string) => context.header(name);
      const refusal = await receiveEvent(platform, { provider: params.provider, rawBody, header });
      return refusal ?? reply(204, undefined);
    }),
    route(listFailedRefunds, async ({ query }) => reply(200, await failedRefunds(platform.db, query.cursor))),
    route(retryRefundEndpoint, async (context) => {
      const { params } = context;
      const refusal = await retryRefund(platform, params.id, actorOf(context));
      if (refusal !== null) return refusal;
      const refund = await readRefund(platform.db, params.id);
      return refund === null ? refuse('not_found') : reply(200, refund);
    }),
    route(
      confirmSimulatedPayment,
      async ({ params, body, caller, locale }) => {
        const { clientSecret, ...card } = body;
        const { accountId } = caller;
        const payment = await confirmCard(platform, { paymentId: params.id, accountId, clientSecret, card, locale });
        return isRefusal(payment) ? payment : reply(200, toPayment(payment));
      },
      { perAddressPerMinute: cardsPerMinute },
    ),
    route(answerSimulatedChallenge, async ({ params, body, caller }) => {
      const { accountId } = caller;
      const payment = await answerChallenge(platform, { paymentId: params.id, accountId, accept: body.accept });
      return isRefusal(payment) ? payment : reply(200, toPayment(payment));
    }),
  ];
}
