import * as contract from '@og-tickets/contract/office-orders.ts';
import * as requests from '@og-tickets/contract/refund-requests.ts';
import { normalizeOrderCode } from '@og-tickets/contract/rules/order-code.ts';
import { type Refusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOf } from '../audit/index.ts';
import { cancelUnpaid } from './actions/cancel-unpaid.ts';
import { approveRefund, declineRefund } from './actions/decide-refund-request.ts';
import { ordersForOffice } from './views/find-orders.ts';
import { orderForOffice } from './views/office-order.ts';
import { checkPaymentOf } from './views/payment-check.ts';
import { readRequest, waitingRequests } from './views/refund-requests.ts';

/** What admins see and do of all orders: the list, one order with everything, refunds that wait for a second admin. */
export function orderOfficeRoutes(platform: Platform): Route[] {
  const decided = async (id: string, caller: string, refusal: Refusal | null) => {
    if (refusal !== null) return refusal;
    const request = await readRequest(platform, id, caller);
    return request === null ? refuse('not_found') : reply(200, request);
  };
  return [
    route(contract.findOrders, async ({ query }) => {
      const page = await ordersForOffice(platform, query);
      return page === null ? refuse('invalid_request') : reply(200, page);
    }),
    route(contract.readOfficeOrder, async ({ params, locale }) => {
      const code = normalizeOrderCode(params.code);
      const order = code === null ? null : await orderForOffice(platform, { code, locale });
      return order === null ? refuse('not_found') : reply(200, order);
    }),
    route(contract.checkPayment, async ({ params }) => {
      const code = normalizeOrderCode(params.code);
      const check = code === null ? null : await checkPaymentOf(platform, code);
      return check === null ? refuse('not_found') : reply(200, check);
    }),
    route(contract.cancelUnpaid, async (context) => {
      const { params, body, locale } = context;
      const code = normalizeOrderCode(params.code);
      if (code === null) return refuse('not_found');
      const refusal = await cancelUnpaid(platform, { code, reason: body.reason, actor: actorOf(context) });
      if (refusal !== null) return refusal;
      const order = await orderForOffice(platform, { code, locale });
      return order === null ? refuse('not_found') : reply(200, order);
    }),
    route(requests.listRefundRequests, async ({ query, caller }) =>
      reply(200, await waitingRequests(platform, { cursor: query.cursor, caller: caller.accountId })),
    ),
    route(requests.approveRefund, async (context) => {
      const { params, caller, locale } = context;
      const refusal = await approveRefund(platform, { requestId: params.id, actor: actorOf(context), locale });
      return decided(params.id, caller.accountId, refusal);
    }),
    route(requests.declineRefund, async (context) => {
      const { params, body, caller } = context;
      const wish = { requestId: params.id, actor: actorOf(context), reason: body.reason };
      return decided(params.id, caller.accountId, await declineRefund(platform, wish));
    }),
  ];
}
