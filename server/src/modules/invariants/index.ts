import { type CronJob, defineJob, handleJob } from '../../platform/jobs/jobs.ts';
import type { Module, Platform } from '../../platform/platform.ts';
import { watchInvariants } from './actions/watch-invariants.ts';
import { invariantRoutes } from './routes.ts';

export { violationsOf } from './views/violations.ts';

const watchJob = defineJob('invariants.watch');
const cron: readonly CronJob[] = [{ match: '* * * * *', name: watchJob.name }];

/** What must always be true, asked of the database each minute and after every test file. It changes nothing but what it keeps of its checks. */
export function invariantsModule(platform: Platform): Module {
  const jobs = [handleJob(watchJob, () => watchInvariants(platform))];
  return { name: 'invariants', routes: invariantRoutes(platform), jobs, cron };
}
