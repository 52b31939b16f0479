import { defineJob } from '../../platform/jobs/jobs.ts';

export const sendActivation = defineJob<{ registrationId: string }>('accounts.send-activation');
export const sendAlreadyRegistered = defineJob<{ accountId: string }>('accounts.send-already-registered');
export const forgetExpiredJob = defineJob<Record<string, never>>('accounts.forget-expired');
