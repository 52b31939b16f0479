import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { countAllBooked } from './actions/count-booked.ts';

const countBookedJob = defineJob<object>('reports.count-booked');

export function reportJobs({ db }: Platform): JobHandler[] {
  return [handleJob(countBookedJob, () => countAllBooked(db))];
}

export const reportCron: readonly CronJob[] = [{ match: '* * * * *', name: countBookedJob.name }];
