import type { Db } from '../../platform/database/database.ts';
import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import { freeExpiredHolds } from './actions/free-expired-holds.ts';

const sweep = defineJob<Record<string, never>>('inventory.free-expired-holds');

/** Each minute, in one of the processes, and at the start of one: the last may have been dead for a while. */
export const inventoryCron: readonly CronJob[] = [{ match: '* * * * *', name: sweep.name, atStart: true }];

/** The work of the module's jobs. */
export function inventoryJobs(db: Db): JobHandler[] {
  return [
    handleJob(sweep, async () => {
      await freeExpiredHolds(db);
    }),
  ];
}
