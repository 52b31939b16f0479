import { limits } from '@og-tickets/contract/limits.ts';
import {
  listOrders,
  placeOrder as placeOrderEndpoint,
  readOrder,
  resendConfirmation as resendEndpoint,
} from '@og-tickets/contract/orders.ts';
import {
  cancelOrder as cancelOrderEndpoint,
  previewCancellation as previewEndpoint,
} from '@og-tickets/contract/refunds.ts';
import { normalizeOrderCode } from '@og-tickets/contract/rules/order-code.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { cancelOrder } from './actions/cancel-order.ts';
import { placeOrder } from './actions/place-order.ts';
import { resendConfirmation } from './actions/resend-confirmation.ts';
import { idsOf, orderAdminRoutes } from './admin-routes.ts';
import { orderOfficeRoutes } from './office-routes.ts';
import { previewCancellation } from './views/cancellation-preview.ts';
import { orderOfAccount, ordersOfAccount } from './views/order.ts';

export function orderRoutes(platform: Platform): Route[] {
  const { db } = platform;
  return [
    route(placeOrderEndpoint, async ({ body, caller, idempotencyKey, locale }) => {
      const { accountId } = caller;
      const order = await placeOrder(platform, { accountId, cartId: body.cartId, idempotencyKey, locale });
      return isRefusal(order) ? order : reply(201, order);
    }),
    route(listOrders, async ({ query, caller, locale }) => {
      const { cursor, limit = limits.pageDefault } = query;
      const page = await ordersOfAccount(db, { accountId: caller.accountId, cursor, limit, locale });
      return page === null ? refuse('invalid_request') : reply(200, page);
    }),
    route(readOrder, async ({ params, caller, locale }) => {
      const code = normalizeOrderCode(params.code);
      const order = code === null ? null : await orderOfAccount(db, { accountId: caller.accountId, code, locale });
      return order === null ? refuse('not_found') : reply(200, order);
    }),
    route(resendEndpoint, async ({ params, caller }) => {
      const code = normalizeOrderCode(params.code);
      if (code === null) return refuse('not_found');
      const sent = await resendConfirmation(platform, { code, ownerId: caller.accountId });
      return isRefusal(sent) ? sent : reply(202, sent);
    }),
    route(previewEndpoint, async ({ params, query, caller, locale }) => {
      const code = normalizeOrderCode(params.code);
      if (code === null) return refuse('not_found');
      const wanted = { accountId: caller.accountId, code, tickets: idsOf(query.tickets), locale };
      const preview = await previewCancellation(db, wanted);
      return preview === null ? refuse('not_found') : reply(200, preview);
    }),
    route(cancelOrderEndpoint, async ({ params, body, caller, locale }) => {
      const code = normalizeOrderCode(params.code);
      if (code === null) return refuse('not_found');
      const { tickets, expectedCents } = body;
      const wish = { accountId: caller.accountId, code, tickets, expectedCents, locale };
      const order = await cancelOrder(platform, wish);
      return isRefusal(order) ? order : reply(200, order);
    }),
    ...orderAdminRoutes(platform),
    ...orderOfficeRoutes(platform),
  ];
}
