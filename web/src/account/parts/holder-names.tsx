import { limits } from '@og-tickets/contract/limits.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { nameHolders } from '@og-tickets/contract/transfers.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { transferWords } from '../../words/transfer.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { ticketQuery } from './ticket-queries.ts';

/** Says who enters, place by place. Folded until wanted; the names survive a failed try. */
export function HolderNames({ ticket }: { ticket: Ticket }) {
  const w = useWords(transferWords).holders;
  const client = useQueryClient();
  const [names, setNames] = useState<readonly string[]>(ticket.holders);
  const [missing, setMissing] = useState(false);
  const save = useMutation({
    mutationFn: () => call(nameHolders, { params: { id: ticket.id }, body: { holders: [...names] } }),
    onSuccess: (saved) => {
      client.setQueryData(ticketQuery(ticket.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['tickets'] });
      setNames(saved.holders);
      announce(w.saved);
    },
  });
  const places = names.map((name, i) => ({ place: i + 1, name }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const empty = names[0]?.trim() === '';
    setMissing(empty);
    if (!empty && !save.isPending) save.mutate();
  };
  return (
    <details>
      <summary className="link inline-flex min-h-11 items-center font-semibold">{w.edit}</summary>
      <form noValidate onSubmit={submit} className="mt-2 flex flex-col gap-4">
        <p className="text-16 text-muted">{w.lead(ticket.places)}</p>
        {save.error ? <FormFailure error={save.error} /> : null}
        {places.map(({ place, name }) => (
          <TextField
            key={place}
            label={names.length === 1 ? w.name : w.place(place)}
            optional={place > 1}
            autoComplete={place === 1 ? 'name' : 'off'}
            maxLength={limits.nameMaxCharacters}
            value={name}
            onChange={(event) => setNames(names.with(place - 1, event.target.value))}
            error={place === 1 && missing ? w.missing : undefined}
          />
        ))}
        <Button type="submit" variant="secondary" loading={save.isPending} className="self-start">
          {w.save}
        </Button>
        {save.isSuccess ? <p className="text-16 text-leaf">{w.saved}</p> : null}
      </form>
    </details>
  );
}
