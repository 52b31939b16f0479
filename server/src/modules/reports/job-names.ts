import { defineJob } from '../../platform/jobs/jobs.ts';

export const countBookedJob = defineJob<object>('reports.count-booked');
export const makeExportJob = defineJob<{ exportId: string }>('reports.make-export');
export const forgetExportsJob = defineJob<object>('reports.forget-exports');
