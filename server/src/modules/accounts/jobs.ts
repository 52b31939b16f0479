import { type CronJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { forgetExpired } from './actions/forget-expired.ts';
import { mailActivation } from './actions/mail-activation.ts';
import { mailAlreadyRegistered } from './actions/mail-already-registered.ts';
import { forgetExpiredJob, sendActivation, sendAlreadyRegistered } from './job-names.ts';

export function accountJobs(platform: Platform): JobHandler[] {
  return [
    handleJob(sendActivation, ({ registrationId }) => mailActivation(platform, registrationId)),
    handleJob(sendAlreadyRegistered, ({ accountId }) => mailAlreadyRegistered(platform, accountId)),
    handleJob(forgetExpiredJob, () => forgetExpired(platform)),
  ];
}

export const accountCron: readonly CronJob[] = [{ match: '17 * * * *', name: forgetExpiredJob.name }];
