import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { numberDocuments } from './actions/number-documents.ts';

const numberDocumentsJob = defineJob('accounting.number-documents');

export function accountingJobs(platform: Platform): JobHandler[] {
  return [handleJob(numberDocumentsJob, () => numberDocuments(platform))];
}

export const accountingCron: readonly CronJob[] = [
  { match: '* * * * *', name: numberDocumentsJob.name, atStart: true },
];
