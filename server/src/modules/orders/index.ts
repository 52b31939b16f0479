import type { Module, Platform } from '../../platform/platform.ts';
import { orderCron, orderJobs } from './jobs.ts';
import { orderRoutes } from './routes.ts';

export { startRefundRun } from './actions/start-refund-run.ts';

/** The purchase: order, lines, settlement, expiry. No module stands on this one. */
export function ordersModule(platform: Platform): Module {
  return { name: 'orders', routes: orderRoutes(platform), jobs: orderJobs(platform), cron: orderCron };
}
