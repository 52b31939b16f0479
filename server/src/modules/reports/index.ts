import type { Module, Platform } from '../../platform/platform.ts';
import { reportCron, reportJobs } from './jobs.ts';
import { reportRoutes } from './routes.ts';
import { DashboardKeeper } from './views/dashboard.ts';

/** What was sold, taken and let in, added up from the books, tickets and scans: reports, dashboard, files of lists. */
export function reportsModule(platform: Platform): Module {
  return {
    name: 'reports',
    routes: reportRoutes(platform, new DashboardKeeper(platform)),
    jobs: reportJobs(platform),
    cron: reportCron,
  };
}
