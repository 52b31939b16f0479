import { limits } from '@og-tickets/contract/limits.ts';
import { listOrders, placeOrder as placeOrderEndpoint, readOrder } from '@og-tickets/contract/orders.ts';
import { normalizeOrderCode } from '@og-tickets/contract/rules/order-code.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { placeOrder } from './actions/place-order.ts';
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
  ];
}
