import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { paymentSucceeded } from '../payments/index.ts';
import { expireOrder, expireOrderJob } from './actions/expire-order.ts';
import { expireOverdue } from './actions/expire-overdue.ts';
import { sendConfirmation, sendLateRefund } from './actions/send-mails.ts';
import { sendConfirmationJob, sendLateRefundJob, settleOrder } from './actions/settle-order.ts';

const expireOverdueJob = defineJob('orders.expire-overdue');

export function orderJobs(platform: Platform): JobHandler[] {
  return [
    handleJob(paymentSucceeded, (payload) => settleOrder(platform, payload)),
    handleJob(expireOrderJob, ({ orderId }) => expireOrder(platform, orderId)),
    handleJob(expireOverdueJob, () => expireOverdue(platform)),
    handleJob(sendConfirmationJob, ({ orderId }) => sendConfirmation(platform, orderId)),
    handleJob(sendLateRefundJob, ({ orderId }) => sendLateRefund(platform, orderId)),
  ];
}

export const orderCron: readonly CronJob[] = [{ match: '* * * * *', name: expireOverdueJob.name, atStart: true }];
