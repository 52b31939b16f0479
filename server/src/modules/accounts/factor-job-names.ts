import { defineJob } from '../../platform/jobs/jobs.ts';
import type { FactorChange } from '../notices/index.ts';

/** Tells the owner of an account what has changed about its second factors; `left`: recovery codes that are left. */
export const sendFactorNotice = defineJob<{ accountId: string; change: FactorChange; left?: number }>(
  'accounts.send-factor-notice',
);
export const forgetChallenges = defineJob<Record<string, never>>('accounts.forget-challenges');
