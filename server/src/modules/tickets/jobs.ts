import { type CronJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { expireTransfers } from './actions/expire-transfers.ts';
import { forgetChanges } from './actions/forget-changes.ts';
import * as mails from './actions/mail-transfer.ts';
import { expireTransfersJob, forgetChangesJob, mailOffer, tellGiver, tellReceiver } from './job-names.ts';

export function ticketJobs(platform: Platform): JobHandler[] {
  return [
    handleJob(mailOffer, ({ transferId }) => mails.mailOffer(platform, transferId)),
    handleJob(tellGiver, ({ transferId }) => mails.tellGiver(platform, transferId)),
    handleJob(tellReceiver, ({ transferId }) => mails.tellReceiver(platform, transferId)),
    handleJob(expireTransfersJob, () => expireTransfers(platform)),
    handleJob(forgetChangesJob, () => forgetChanges(platform)),
  ];
}

export const ticketCron: readonly CronJob[] = [
  { match: '23 * * * *', name: expireTransfersJob.name },
  { match: '51 * * * *', name: forgetChangesJob.name },
];
