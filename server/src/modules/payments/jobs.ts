import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { reconcilePayments } from './actions/reconcile-payments.ts';
import { sendRefundJob } from './actions/request-refund.ts';
import { sendRefund } from './actions/send-refund.ts';

const reconcile = defineJob('payments.reconcile');

export function paymentJobs(platform: Platform): JobHandler[] {
  return [
    handleJob(sendRefundJob, ({ refundId }) => sendRefund(platform, refundId)),
    handleJob(reconcile, () => reconcilePayments(platform)),
  ];
}

export const paymentCron: readonly CronJob[] = [{ match: '* * * * *', name: reconcile.name, atStart: true }];
