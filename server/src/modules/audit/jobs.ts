import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { signNewestHead } from './actions/sign-head.ts';
import { verifyJournal } from './views/verification.ts';

const signJob = defineJob('audit.sign-head');
const verifyJob = defineJob('audit.verify');

/** The newest entry is signed every five minutes, and the whole chain walked each night. */
export const auditCron: readonly CronJob[] = [
  { match: '*/5 * * * *', name: signJob.name },
  { match: '41 3 * * *', name: verifyJob.name },
];

/** Jobs of the journal. */
export function auditJobs(platform: Platform): JobHandler[] {
  return [handleJob(signJob, () => signNewestHead(platform)), handleJob(verifyJob, () => watchJournal(platform))];
}

async function watchJournal(platform: Platform): Promise<void> {
  const { entries, fault } = await verifyJournal(platform);
  if (fault !== null) platform.log.error({ alert: 'audit_chain_broken', ...fault, entries }, 'the journal was changed');
}
