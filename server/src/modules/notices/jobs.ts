import { limits } from '@og-tickets/contract/limits.ts';
import { withTx } from '../../platform/database/database.ts';
import { type CronJob, defineJob, handleJob, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { deleteOldMails } from './sql/mailbox.ts';

const forgetOldMails = defineJob('notices.forget-old-mails');

export function noticeJobs({ db }: Pick<Platform, 'db'>): JobHandler[] {
  return [handleJob(forgetOldMails, () => withTx(db, (tx) => deleteOldMails(tx, limits.keptMailDays)))];
}

export const noticeCron: readonly CronJob[] = [{ match: '41 3 * * *', name: forgetOldMails.name }];
