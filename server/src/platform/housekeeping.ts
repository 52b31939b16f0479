import { forgetOldReplies } from './http/idempotency.ts';
import { defineJob, handleJob } from './jobs/jobs.ts';
import type { Module, Platform } from './platform.ts';

const forgetReplies = defineJob<object>('platform.forget-replies');

/** What the platform itself has to tidy up now and then. */
export function housekeeping(platform: Platform): Module {
  return {
    name: 'platform',
    routes: [],
    jobs: [handleJob(forgetReplies, () => forgetOldReplies(platform.db))],
    cron: [{ match: '17 * * * *', name: forgetReplies.name }],
  };
}
