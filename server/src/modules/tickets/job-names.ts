import { defineJob } from '../../platform/jobs/jobs.ts';

export const mailOffer = defineJob<{ transferId: string }>('tickets.mail-offer');
export const tellGiver = defineJob<{ transferId: string }>('tickets.tell-giver');
export const tellReceiver = defineJob<{ transferId: string }>('tickets.tell-receiver');
export const expireTransfersJob = defineJob<Record<string, never>>('tickets.expire-transfers');
/** Deletes what lists of gates were kept up by an hour ago. */
export const forgetChangesJob = defineJob('tickets.forget-changes');
