import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { offerTransfer } from '@og-tickets/contract/transfers.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDate } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { useLanguage } from '../../words/language.ts';
import { transferWords } from '../../words/transfer.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { newKey } from '../../api/new-key.ts';

interface GiveTicketProps {
  ticket: Ticket;
  /** The offer is open. */
  onOffered: () => void;
  onClose: () => void;
}

/** Makes the link of a transfer and shows it, this once. */
export function GiveTicket({ ticket, onOffered, onClose }: GiveTicketProps) {
  const w = useWords(transferWords).give;
  const common = useWords(commonWords);
  const [email, setEmail] = useState('');
  const [wrong, setWrong] = useState(false);
  const address = email.trim();
  const offer = useMutation({
    mutationFn: () =>
      call(offerTransfer, {
        params: { id: ticket.id },
        body: address === '' ? {} : { email: address },
        idempotencyKey: newKey(),
      }),
    onSuccess: onOffered,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const bad = address !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address);
    setWrong(bad);
    if (!bad && !offer.isPending) offer.mutate();
  };
  if (offer.data) {
    return (
      <Dialog open title={w.title} onClose={onClose} actions={<Button onClick={onClose}>{w.done}</Button>}>
        <LinkToSend ticket={ticket} link={offer.data.link} expiresAt={offer.data.expiresAt} email={address} />
      </Dialog>
    );
  }
  return (
    <Dialog open title={w.title} onClose={onClose}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <p>{w.lead}</p>
        <p>{w.places(ticket.places)}</p>
        {offer.error ? <FormFailure error={offer.error} /> : null}
        <TextField
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          optional
          label={w.email}
          hint={w.emailHint}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={wrong ? w.emailWrong : undefined}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" loading={offer.isPending}>
            {w.submit}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {common.actions.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function LinkToSend({
  ticket,
  link,
  expiresAt,
  email,
}: {
  ticket: Ticket;
  link: string;
  expiresAt: string;
  email: string;
}) {
  const w = useWords(transferWords).give;
  const language = useLanguage();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
    announce(w.copied);
  };
  return (
    <div className="flex flex-col items-start gap-4">
      <TextField label={w.link} readOnly value={link} onFocus={(event) => event.target.select()} />
      {/* Browsers give the clipboard to secure pages only; elsewhere the link can still be selected. */}
      {'clipboard' in navigator ? (
        <Button variant="secondary" icon={copied ? 'check' : 'copy'} onClick={() => void copy().catch(() => undefined)}>
          {copied ? w.copied : w.copy}
        </Button>
      ) : null}
      <p>{w.until(formatDate(expiresAt, ticket.summary.timezone, 'short', language))}</p>
      {email === '' ? null : <p>{w.mailed(email)}</p>}
      <Banner tone="warn">{w.once}</Banner>
    </div>
  );
}
