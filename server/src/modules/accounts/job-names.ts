import { defineJob } from '../../platform/jobs/jobs.ts';
import type { NoticeKind } from '../notices/index.ts';

export const sendActivation = defineJob<{ registrationId: string }>('accounts.send-activation');
export const sendAlreadyRegistered = defineJob<{ accountId: string }>('accounts.send-already-registered');
export const sendPasswordReset = defineJob<{ resetId: string }>('accounts.send-password-reset');
/** Tells the owner of an account what has happened to it; `loginId` where a login is the matter. */
export const sendAccountNotice = defineJob<{ accountId: string; notice: NoticeKind; loginId?: string }>(
  'accounts.send-account-notice',
);
/** One side of a change of address: the link to confirm it, then the news that it is done. */
export const sendEmailChangeLink = defineJob<{ changeId: string; side: 'old' | 'new' }>(
  'accounts.send-email-change-link',
);
export const sendEmailChanged = defineJob<{ changeId: string; side: 'old' | 'new' }>('accounts.send-email-changed');
/** The account was closed by its owner: the link that takes it back. */
export const sendAccountClosed = defineJob<{ accountId: string }>('accounts.send-account-closed');
export const sendUnusedWarning = defineJob<{ accountId: string }>('accounts.send-unused-warning');
/** Somebody is asked to work for the shop by a link, or has the role already. */
export const sendStaffInvitation = defineJob<{ invitationId: string }>('accounts.send-staff-invitation');
export const sendStaffRole = defineJob<{ accountId: string; role: 'controller' | 'admin' }>('accounts.send-staff-role');
export const retireUnusedJob = defineJob<Record<string, never>>('accounts.retire-unused');
export const forgetExpiredJob = defineJob<Record<string, never>>('accounts.forget-expired');
