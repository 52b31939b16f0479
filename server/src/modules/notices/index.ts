import type { Module, Platform } from '../../platform/platform.ts';
import { noticeCron, noticeJobs } from './jobs.ts';
import { noticeRoutes } from './routes.ts';

export { deliver } from './actions/deliver.ts';
export { sealClearMails } from './actions/seal-clear-mails.ts';
export { noticeSealedColumns } from './sql/mailbox.ts';
export { forgetMails } from './actions/forget-mails.ts';
export type { Attachment, Mail } from './compose-mail.ts';
export { addMailbox } from './mailbox-page.ts';
export { accountClosedMail, unusedAccountMail } from './templates/account-closed-mails.ts';
export { accountNoticeMail, type NoticeKind } from './templates/account-notice-mail.ts';
export { activationMail } from './templates/activation-mail.ts';
export { alreadyRegisteredMail } from './templates/already-registered-mail.ts';
export { emailChangedMail, emailChangeMail } from './templates/email-change-mails.ts';
export { type FactorChange, factorChangedMail } from './templates/factor-changed-mail.ts';
export { latePaymentRefundedMail } from './templates/late-payment-refunded-mail.ts';
export { orderPaidMail, type PurchaseRecord, type TicketsByMail } from './templates/order-paid-mail.ts';
export { sessionChangedMail } from './templates/session-changed-mail.ts';
export { type RefundedTickets, ticketsLostMail, ticketsRefundedMail } from './templates/tickets-refunded-mail.ts';
export { passwordResetMail } from './templates/password-reset-mail.ts';
export { staffInvitationMail, staffRoleMail } from './templates/staff-mails.ts';
export { ticketGivenMail, ticketOfferedMail, ticketReceivedMail } from './templates/ticket-transfer-mails.ts';

/** What the shop writes to people, in French and English. Its pages are added by `addMailbox`. */
export function noticesModule(platform: Platform): Module {
  const { config, log } = platform;
  const start = async (): Promise<void> => {
    if (config.smtp === null && !config.demo) log.warn('SMTP_URL is not set: mails are kept in the database, not sent');
  };
  return { name: 'notices', routes: noticeRoutes(platform), jobs: noticeJobs(platform), cron: noticeCron, start };
}
