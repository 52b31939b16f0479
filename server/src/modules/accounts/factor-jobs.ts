import { type CronJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { forgetExpiredChallenges } from './actions/forget-expired-challenges.ts';
import { mailFactorChange } from './actions/mail-factor-change.ts';
import { forgetChallenges, sendFactorNotice } from './factor-job-names.ts';

/** Jobs of second factors: mails about them, and forgetting what nobody answered. */
export function factorJobs(platform: Platform): JobHandler[] {
  return [
    handleJob(sendFactorNotice, (change) => mailFactorChange(platform, change)),
    handleJob(forgetChallenges, () => forgetExpiredChallenges(platform)),
  ];
}

export const factorCron: readonly CronJob[] = [{ match: '*/10 * * * *', name: forgetChallenges.name }];
