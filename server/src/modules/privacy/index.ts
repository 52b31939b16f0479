import type { Module, Platform } from '../../platform/platform.ts';
import { privacyCron, privacyJobs } from './jobs.ts';
import { privacyRoutes } from './routes.ts';

export { eraseAccount } from './actions/erase-account.ts';

/** What people may ask of their own data: a copy of it, and its erasure. */
export function privacyModule(platform: Platform): Module {
  return { name: 'privacy', routes: privacyRoutes(platform), jobs: privacyJobs(platform), cron: privacyCron };
}
