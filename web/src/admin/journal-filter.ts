import { type AuditAction, type AuditSubject, auditActions, auditSubjects } from '@og-tickets/contract/audit.ts';

/** What the journal is filtered by, as it stands in the address; days are of this computer's time zone. */
export interface JournalFilter {
  action?: AuditAction;
  subject?: AuditSubject;
  subjectId?: string;
  from?: string;
  to?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

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
    ...text('from', (value) => day.test(value)),
    ...text('to', (value) => day.test(value)),
  };
}

/** The filter as the server takes it: from the first moment of a day to the last of another. */
export function journalQuery({ from, to, ...same }: JournalFilter) {
  const startOf = (text: string, daysLater: number): string => {
    const date = new Date(`${text}T00:00:00`);
    date.setDate(date.getDate() + daysLater);
    return date.toISOString();
  };
  return {
    ...same,
    ...(from === undefined ? {} : { from: startOf(from, 0) }),
    ...(to === undefined ? {} : { to: startOf(to, 1) }),
  };
}
