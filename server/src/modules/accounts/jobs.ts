import { type CronJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { forgetExpired } from './actions/forget-expired.ts';
import { mailAccountNotice } from './actions/mail-account-notice.ts';
import { mailAccountClosed, mailUnusedWarning } from './actions/mail-account-closed.ts';
import { mailActivation } from './actions/mail-activation.ts';
import { mailAlreadyRegistered } from './actions/mail-already-registered.ts';
import { mailEmailChanged, mailEmailChangeLink } from './actions/mail-email-change.ts';
import { mailPasswordReset } from './actions/mail-password-reset.ts';
import { mailStaffInvitation, mailStaffRole } from './actions/mail-staff.ts';
import { retireUnused } from './actions/retire-unused.ts';
import {
  forgetExpiredJob,
  retireUnusedJob,
  sendAccountClosed,
  sendAccountNotice,
  sendActivation,
  sendAlreadyRegistered,
  sendEmailChanged,
  sendEmailChangeLink,
  sendPasswordReset,
  sendStaffInvitation,
  sendStaffRole,
  sendUnusedWarning,
} from './job-names.ts';

export function accountJobs(platform: Platform): JobHandler[] {
  return [
    handleJob(sendActivation, ({ registrationId }) => mailActivation(platform, registrationId)),
    handleJob(sendAlreadyRegistered, ({ accountId }) => mailAlreadyRegistered(platform, accountId)),
    handleJob(sendPasswordReset, ({ resetId }) => mailPasswordReset(platform, resetId)),
    handleJob(sendAccountNotice, (told) => mailAccountNotice(platform, told)),
    handleJob(sendEmailChangeLink, ({ changeId, side }) => mailEmailChangeLink(platform, changeId, side)),
    handleJob(sendEmailChanged, ({ changeId, side }) => mailEmailChanged(platform, changeId, side)),
    handleJob(sendAccountClosed, ({ accountId }) => mailAccountClosed(platform, accountId)),
    handleJob(sendUnusedWarning, ({ accountId }) => mailUnusedWarning(platform, accountId)),
    handleJob(sendStaffInvitation, ({ invitationId }) => mailStaffInvitation(platform, invitationId)),
    handleJob(sendStaffRole, (told) => mailStaffRole(platform, told)),
    handleJob(retireUnusedJob, () => retireUnused(platform)),
    handleJob(forgetExpiredJob, () => forgetExpired(platform)),
  ];
}

export const accountCron: readonly CronJob[] = [
  { match: '17 * * * *', name: forgetExpiredJob.name },
  { match: '47 3 * * *', name: retireUnusedJob.name },
];
