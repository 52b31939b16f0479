import type { Module, Platform } from '../../platform/platform.ts';
import { auditCron, auditJobs } from './jobs.ts';

export { forgetActors } from './actions/forget-actors.ts';
export { withEntry } from './actions/with-entry.ts';
export { type Actor, actorOf, type LoggedInActor, type RecordedAction, recordAction } from './actions/record-action.ts';
export { auditSealedColumns } from './sql/actor-keys.ts';
export { readJournal } from './views/journal.ts';
export { verifyJournal } from './views/verification.ts';

/** The journal: who did what, when, from where, before and after; chained, so that what is changed or cut off shows. */
export function auditModule(platform: Platform): Module {
  return { name: 'audit', routes: [], jobs: auditJobs(platform), cron: auditCron };
}
