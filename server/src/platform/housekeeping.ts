import { forgetOldCallCounts } from './call-counts/postgres-call-counts.ts';
import { forgetOldReplies } from './http/idempotency.ts';
import { defineJob, handleJob } from './jobs/jobs.ts';
import { pageErrorRoute } from './page-errors.ts';
import type { Module, Platform } from './platform.ts';

const forgetReplies = defineJob<object>('platform.forget-replies');
const forgetCounts = defineJob<object>('platform.forget-call-counts');

/** What the platform itself has to tidy up now and then. */
export function housekeeping(platform: Platform): Module {
  return {
    name: 'platform',
    routes: [pageErrorRoute(platform)],
    jobs: [
      handleJob(forgetReplies, () => forgetOldReplies(platform.db)),
      handleJob(forgetCounts, () => forgetOldCallCounts(platform.db)),
    ],
    cron: [
      { match: '17 * * * *', name: forgetReplies.name },
      { match: '*/10 * * * *', name: forgetCounts.name },
    ],
  };
}
