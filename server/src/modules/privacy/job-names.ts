import { defineJob } from '../../platform/jobs/jobs.ts';

export const makeExportJob = defineJob<{ exportId: string }>('privacy.make-export');
export const eraseClosedJob = defineJob<Record<string, never>>('privacy.erase-closed');
