import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { forgetBuyers } from './actions/forget-buyers.ts';
import { numberDocuments } from './actions/number-documents.ts';

const numberDocumentsJob = defineJob('accounting.number-documents');
const forgetBuyersJob = defineJob('accounting.forget-buyers');

export function accountingJobs(platform: Platform): JobHandler[] {
  return [
    handleJob(numberDocumentsJob, () => numberDocuments(platform)),
    handleJob(forgetBuyersJob, () => forgetBuyers(platform)),
  ];
}

export const accountingCron: readonly CronJob[] = [
  { match: '* * * * *', name: numberDocumentsJob.name, atStart: true },
  { match: '23 4 1 * *', name: forgetBuyersJob.name },
];
