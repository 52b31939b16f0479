import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { readTicketEvent } from '@og-tickets/contract/ticket-files.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { useMutation } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { fetchFile } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { saveFile } from '../../ui/save-file.ts';

/** Saves the session of a ticket as a calendar entry. */
export function CalendarButton({ ticket }: { ticket: Ticket }) {
  const w = useWords(accountWords).ticket;
  const entry = useMutation({
    mutationFn: () => fetchFile(readTicketEvent, { params: { id: ticket.id } }),
    onSuccess: (file) => saveFile(file, `${ticket.session}.ics`),
  });
  return (
    <div className="flex flex-col gap-1">
      <Button variant="secondary" icon="calendar" loading={entry.isPending} onClick={() => entry.mutate()}>
        {w.calendar}
        <span className="sr-only">, {sessionName(ticket.summary)}</span>
      </Button>
      {entry.error ? (
        <p className="text-16 text-coral">
          {w.calendarFailed} {entry.error instanceof ApiError ? entry.error.detail : ''}
        </p>
      ) : null}
    </div>
  );
}
