import { searchTickets } from '@og-tickets/contract/gate-lists.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { scannerWords } from '../../words/scanner.ts';

/** Finds tickets of the session by order or holder, while there is network, and lets one in. */
export function SearchTickets(props: {
  session: string;
  direction: 'in' | 'out';
  onChosen: (ticketId: string, placesLeft: number) => void;
  onClose: () => void;
}) {
  const { session, direction, onChosen, onClose } = props;
  const w = useWords(scannerWords).search;
  const g = useWords(gateWords).verdict;
  const [q, setQ] = useState('');
  const find = useMutation({
    mutationFn: () => call(searchTickets, { params: { code: session }, query: { q: q.trim() } }),
    onSuccess: ({ items }) => announce(items.length === 0 ? w.none : `${w.found(items.length)} ${w.chosen}`),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (q.trim().length >= 2 && !find.isPending) find.mutate();
  };
  const failure = find.error instanceof ApiError ? (find.error.status === 0 ? w.offline : find.error.detail) : null;
  return (
    <Dialog open sheet title={w.title} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          type="search"
          label={w.label}
          hint={w.hint}
          value={q}
          required
          minLength={2}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setQ(event.target.value)}
        />
        <Button type="submit" loading={find.isPending} className="min-h-18">
          {w.go}
        </Button>
      </form>
      <div className="mt-5 flex flex-col gap-4">
        <div role="alert" className="empty:hidden">
          {failure ? <Banner tone="danger">{failure}</Banner> : null}
        </div>
        {find.data?.items.length === 0 ? <p>{w.none}</p> : null}
        {find.data && find.data.items.length > 0 ? (
          <p className="font-semibold">{w.found(find.data.items.length)}</p>
        ) : null}
        {find.data?.items.length === limits.ticketsFoundMax ? <p>{w.most(limits.ticketsFoundMax)}</p> : null}
        {find.data && find.data.items.length > 0 ? <p className="text-muted">{w.chosen}</p> : null}
        {find.data?.items.map((ticket) => (
          <article key={ticket.id} className="flex flex-col gap-2 rounded-card border border-line p-4">
            <h3 className="text-20 font-semibold">{ticket.holder}</h3>
            <p className="text-muted">
              {w.order(ticket.orderCode)} · {ticket.offerName} · {g.category(ticket.category)}
            </p>
            <p className="figures">{g.entriesOf(ticket.entries, ticket.places)}</p>
            <Button
              aria-label={`${direction === 'in' ? w.letIn : w.letOut} ${ticket.holder}`}
              onClick={() => onChosen(ticket.id, ticket.places - ticket.entries)}
              className="min-h-18"
            >
              {direction === 'in' ? w.letIn : w.letOut}
            </Button>
          </article>
        ))}
      </div>
    </Dialog>
  );
}
