import { type CronJob, defineJob, handleJob } from '../../platform/jobs/jobs.ts';
import type { Module, Platform } from '../../platform/platform.ts';
import { watchInvariants } from './actions/watch-invariants.ts';

export { violationsOf } from './views/violations.ts';

const watchJob = defineJob('invariants.watch');
const cron: readonly CronJob[] = [{ match: '* * * * *', name: watchJob.name }];

/** What must always be true, asked of the database each minute and after every test file. It reads and changes nothing. */
export function invariantsModule(platform: Platform): Module {
  return { name: 'invariants', routes: [], jobs: [handleJob(watchJob, () => watchInvariants(platform))], cron };
}
