import { type AuditAction, type AuditSubject, auditActions, auditSubjects } from '@og-tickets/contract/audit.ts';
import { isDay, wholeDays } from './parts/days.ts';

/** What the journal is filtered by, as it stands in the address; days are of this computer's time zone. */
export interface JournalFilter {
  action?: AuditAction;
  subject?: AuditSubject;
  subjectId?: string;
  from?: string;
  to?: string;
}

/** Reads a filter from an address; what is not one is left out. */
export function readJournalFilter(search: Record<string, unknown>): JournalFilter {
  const action = auditActions.find((one) => one === search.action);
  const subject = auditSubjects.find((one) => one === search.subject);
  const text = (name: string, fits: (value: string) => boolean) => {
    const value = search[name];
    return typeof value === 'string' && fits(value) ? { [name]: value } : {};
  };
  return {
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
    ...text('subjectId', (value) => value !== '' && value.length <= 80),
    ...text('from', isDay),
    ...text('to', isDay),
  };
}

/** The filter as the server takes it. */
export function journalQuery({ from, to, ...same }: JournalFilter) {
  return { ...same, ...wholeDays({ from, to }) };
}
