import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { forgetOrderFiles, makeOrderFile } from './actions/make-order-file.ts';
import { makeOrderFileJob } from './actions/start-order-file.ts';

const forgetOrderFilesJob = defineJob('tickets.forget-order-files');

/** What is done for files of tickets in the background. */
export function ticketFileJobs(platform: Platform): JobHandler[] {
  return [
    handleJob(makeOrderFileJob, ({ fileId }) => makeOrderFile(platform, fileId)),
    handleJob(forgetOrderFilesJob, () => forgetOrderFiles(platform)),
  ];
}

export const ticketFileCron: readonly CronJob[] = [{ match: '41 * * * *', name: forgetOrderFilesJob.name }];
