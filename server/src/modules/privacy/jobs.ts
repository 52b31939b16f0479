import { type CronJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { eraseClosed } from './actions/erase-closed.ts';
import { makeExport } from './actions/make-export.ts';
import { eraseClosedJob, makeExportJob } from './job-names.ts';

export function privacyJobs(platform: Platform): JobHandler[] {
  return [
    handleJob(makeExportJob, ({ exportId }) => makeExport(platform, exportId)),
    handleJob(eraseClosedJob, async () => {
      await eraseClosed(platform);
    }),
  ];
}

export const privacyCron: readonly CronJob[] = [{ match: '*/10 * * * *', name: eraseClosedJob.name }];
