import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { auditFingerprints } from './views/fingerprint-audit.ts';

export const auditFingerprintsJob = defineJob<Record<string, never>>('tickets.audit-fingerprints');

export function auditJobs(platform: Platform): JobHandler[] {
  return [handleJob(auditFingerprintsJob, async () => void (await auditFingerprints(platform)))];
}

export const auditCron: readonly CronJob[] = [{ match: '41 3 * * *', name: auditFingerprintsJob.name }];
