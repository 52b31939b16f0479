import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { cancelTransfer } from '@og-tickets/contract/transfers.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { formatDate } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { transferWords } from '../../words/transfer.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { HolderNames } from './holder-names.tsx';
import { useServerNowMs } from '../../api/server-clock.ts';
import { GiveTicket } from './give-ticket.tsx';
import { canNameHolders, canTransfer } from './transfer-window.ts';

/** What the owner of a ticket can change while nobody has entered with it: the names, and whose it is. */
export function TransferPanel({ ticket }: { ticket: Ticket }) {
  const w = useWords(transferWords).give;
  const nowMs = useServerNowMs();
  const client = useQueryClient();
  const [giving, setGiving] = useState(false);
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['ticket', ticket.id] });
    void client.invalidateQueries({ queryKey: ['tickets'] });
  };
  return (
    <div className="mt-4 flex max-w-md flex-col items-start gap-4">
      {canNameHolders(ticket, nowMs) ? <HolderNames key={ticket.generation} ticket={ticket} /> : null}
      {ticket.transfer ? (
        <OpenTransfer ticket={ticket} expiresAt={ticket.transfer.expiresAt} onChange={refresh} />
      ) : canTransfer(ticket, nowMs) ? (
        <Button variant="secondary" icon="arrowRight" onClick={() => setGiving(true)}>
          {w.open}
        </Button>
      ) : null}
      {giving ? (
        <GiveTicket
          ticket={ticket}
          onOffered={refresh}
          onClose={() => {
            setGiving(false);
            refresh();
          }}
        />
      ) : null}
    </div>
  );
}

function OpenTransfer({ ticket, expiresAt, onChange }: { ticket: Ticket; expiresAt: string; onChange: () => void }) {
  const w = useWords(transferWords).pending;
  const language = useLanguage();
  const cancel = useMutation({
    mutationFn: () => call(cancelTransfer, { params: { id: ticket.id } }),
    onSuccess: () => announce(w.cancelled),
    // Also after a refusal: somebody may have accepted in the meantime.
    onSettled: onChange,
  });
  return (
    <>
      <Banner
        tone="info"
        title={w.title}
        actions={
          <Button variant="danger" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {w.cancel}
          </Button>
        }
      >
        {w.text(formatDate(expiresAt, ticket.summary.timezone, 'short', language))}
      </Banner>
      {cancel.error ? <FormFailure error={cancel.error} /> : null}
    </>
  );
}
