import { auditActions, auditSubjects } from '@og-tickets/contract/audit.ts';
import { useNavigate } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { journalWords } from '../../words/journal.ts';
import { type JournalFilter, readJournalFilter } from '../journal-filter.ts';

/** What the journal is filtered by; it stands in the address, so that a filtered journal can be shared. */
export function JournalFilters({ filter }: { filter: JournalFilter }) {
  const words = useWords(journalWords);
  const w = words.filters;
  const navigate = useNavigate({ from: '/admin/journal' });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void navigate({ search: readJournalFilter(Object.fromEntries(new FormData(event.currentTarget))) });
  };
  return (
    <form
      // A filter that was cleared or came by the address fills the fields anew.
      key={JSON.stringify(filter)}
      onSubmit={submit}
      aria-label={w.label}
      className="grid items-end gap-4 rounded-card bg-paper p-4 shadow-lift sm:grid-cols-2 xl:grid-cols-3"
    >
      <Select label={w.action} name="action" defaultValue={filter.action ?? ''}>
        <option value="">{w.all}</option>
        {auditActions.map((action) => (
          <option key={action} value={action}>
            {words.actions[action]}
          </option>
        ))}
      </Select>
      <Select label={w.subject} name="subject" defaultValue={filter.subject ?? ''}>
        <option value="">{w.all}</option>
        {auditSubjects.map((subject) => (
          <option key={subject} value={subject}>
            {words.subjects[subject]}
          </option>
        ))}
      </Select>
      <TextField label={w.subjectId} name="subjectId" maxLength={80} defaultValue={filter.subjectId ?? ''} />
      <TextField label={w.from} name="from" type="date" defaultValue={filter.from ?? ''} />
      <TextField label={w.to} name="to" type="date" defaultValue={filter.to ?? ''} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit">{w.apply}</Button>
        <Button variant="quiet" onClick={() => void navigate({ search: {} })}>
          {w.clear}
        </Button>
      </div>
    </form>
  );
}
