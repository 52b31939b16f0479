import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { paymentSucceeded } from '../payments/index.ts';
import { expireOrder, expireOrderJob } from './actions/expire-order.ts';
import { expireOverdue } from './actions/expire-overdue.ts';
import { sendCancellation, sendSessionChange } from './actions/send-cancellation-mails.ts';
import { sendConfirmation, sendLateRefund } from './actions/send-mails.ts';
import { sendConfirmationJob, sendLateRefundJob, settleOrder } from './actions/settle-order.ts';
import { workRefundRunJob } from './actions/start-refund-run.ts';
import { resumeStalledRuns } from './actions/steer-refund-run.ts';
import { mailCancellation } from './actions/take-back.ts';
import { mailSessionChange, workRefundRun } from './actions/work-refund-run.ts';

const expireOverdueJob = defineJob('orders.expire-overdue');
const resumeRunsJob = defineJob('orders.resume-refund-runs');

export function orderJobs(platform: Platform): JobHandler[] {
  return [
    handleJob(paymentSucceeded, (payload) => settleOrder(platform, payload)),
    handleJob(expireOrderJob, ({ orderId }) => expireOrder(platform, orderId)),
    handleJob(expireOverdueJob, () => expireOverdue(platform)),
    handleJob(sendConfirmationJob, ({ orderId }) => sendConfirmation(platform, orderId)),
    handleJob(sendLateRefundJob, ({ orderId }) => sendLateRefund(platform, orderId)),
    handleJob(mailCancellation, (payload) => sendCancellation(platform, payload)),
    handleJob(workRefundRunJob, ({ runId }) => workRefundRun(platform, runId)),
    handleJob(resumeRunsJob, () => resumeStalledRuns(platform)),
    handleJob(mailSessionChange, (payload) => sendSessionChange(platform, payload)),
  ];
}

export const orderCron: readonly CronJob[] = [
  { match: '* * * * *', name: expireOverdueJob.name, atStart: true },
  { match: '* * * * *', name: resumeRunsJob.name, atStart: true },
];
