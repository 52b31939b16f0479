import type { Module, Platform } from '../../platform/platform.ts';
import { paymentCron, paymentJobs } from './jobs.ts';
import { paymentRoutes } from './routes.ts';

export { paymentSucceeded, settlePayment } from './actions/announce-success.ts';
export { closePayment } from './actions/close-payment.ts';
export { createPayment } from './actions/create-payment.ts';
export { requestRefund } from './actions/request-refund.ts';
export { startPayment } from './actions/start-payment.ts';
export { providerNames } from './providers/providers.ts';
export { type RefundRow, refundsOfOrders, toRefund } from './views/refunds.ts';
export { checkAtProvider } from './views/payment-check.ts';
export { type PaymentView, paymentForOffice, paymentsOfOrders } from './views/payment.ts';

/** Money in and back: providers, webhooks, refunds, and a reconciler that leaves nothing undecided. */
export function paymentsModule(platform: Platform): Module {
  return { name: 'payments', routes: paymentRoutes(platform), jobs: paymentJobs(platform), cron: paymentCron };
}
