import { withTx } from '../../platform/database/database.ts';
import { type CronJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { countAllBooked } from './actions/count-booked.ts';
import { makeExport } from './actions/make-export.ts';
import { countBookedJob, forgetExportsJob, makeExportJob } from './job-names.ts';
import { deleteExpiredExports } from './sql/exports.ts';

export function reportJobs(platform: Platform): JobHandler[] {
  const { db } = platform;
  return [
    handleJob(countBookedJob, () => countAllBooked(db)),
    handleJob(makeExportJob, ({ exportId }) => makeExport(platform, exportId)),
    handleJob(forgetExportsJob, () => withTx(db, deleteExpiredExports)),
  ];
}

export const reportCron: readonly CronJob[] = [
  { match: '* * * * *', name: countBookedJob.name },
  { match: '23 * * * *', name: forgetExportsJob.name },
];
