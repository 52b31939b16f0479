import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { acceptTransfer, type TransferPreview } from '@og-tickets/contract/transfers.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { useLogin } from '../../api/login.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { DateTime, formatDate, OwnTime } from '../../ui/format.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { transferWords } from '../../words/transfer.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { linkToken } from '../parts/link-token.ts';
import { transferPreviewQuery } from '../parts/transfer-queries.ts';
import { forgetTransferToken, keepTransferToken, keptTransferToken } from '../parts/transfer-token.ts';

/** The page behind a transfer link: shows the ticket to anyone who has it, and gives it to who is logged in. */
export function TransferPage() {
  const w = useWords(transferWords).take;
  const fragment = useLocation({ select: (location) => location.hash });
  const fresh = linkToken(fragment);
  const [token, setToken] = useState(() => fresh ?? keptTransferToken());
  const [taken, setTaken] = useState<string>();
  const navigate = useNavigate();
  // Another link was opened in this tab.
  if (fresh !== undefined && fresh !== token) setToken(fresh);
  useEffect(() => {
    if (fresh === undefined) return;
    keepTransferToken(fresh);
    // The token leaves the address, and with it the history.
    void navigate({ to: '/transfert', hash: '', replace: true });
  }, [fresh, navigate]);
  if (taken !== undefined) return <Taken ticketId={taken} />;
  if (token === undefined) return <PageHeading title={w.missingTitle} lead={w.missingText} />;
  return <OfferedTicket key={token} token={token} onTaken={setTaken} />;
}

function OfferedTicket({ token, onTaken }: { token: string; onTaken: (ticketId: string) => void }) {
  const w = useWords(transferWords).take;
  const client = useQueryClient();
  const preview = useQuery(transferPreviewQuery(token));
  const accept = useMutation({
    mutationFn: () => call(acceptTransfer, { body: { token } }),
    onSuccess: ({ ticketId }) => {
      forgetTransferToken();
      void client.invalidateQueries({ queryKey: ['tickets'] });
      onTaken(ticketId);
    },
  });
  if (isOver(preview.error) || isOver(accept.error)) return <Over />;
  if (preview.error && !preview.data) {
    return <FailedQuery error={preview.error} onRetry={() => void preview.refetch()} />;
  }
  return (
    <>
      <PageHeading title={w.title} {...(preview.data ? { lead: w.from(preview.data.giver) } : {})} />
      {preview.data ? (
        <div className="flex max-w-xl flex-col gap-5">
          <Preview ticket={preview.data} />
          {accept.error ? <FormFailure error={accept.error} /> : null}
          <WayToAccept accepting={accept.isPending} onAccept={() => accept.mutate()} />
        </div>
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-40 w-full max-w-xl rounded-card" />
        </Skeleton>
      )}
    </>
  );
}

function WayToAccept({ accepting, onAccept }: { accepting: boolean; onAccept: () => void }) {
  const w = useWords(transferWords).take;
  const login = useLogin();
  const back = { suite: '/transfert' };
  if (login.status === 'in') {
    return (
      <Button loading={accepting} onClick={onAccept} className="self-start">
        {w.accept}
      </Button>
    );
  }
  return (
    <>
      <p>{w.needsAccount}</p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/connexion" search={back}>
          {w.login}
        </ButtonLink>
        <ButtonLink to="/inscription" search={back} variant="secondary">
          {w.register}
        </ButtonLink>
      </div>
    </>
  );
}

function Preview({ ticket }: { ticket: TransferPreview }) {
  const w = useWords(transferWords).take;
  const language = useLanguage();
  const { summary } = ticket;
  return (
    <Card as="section" labelledBy="billet-offert">
      <h2 id="billet-offert" className="heading text-20">
        {sessionName(summary)}
      </h2>
      <p className="font-semibold">
        <DateTime at={summary.startsAt} timeZone={summary.timezone} />{' '}
        <OwnTime at={summary.startsAt} timeZone={summary.timezone} />
      </p>
      <p>
        {summary.venue.name}, {summary.venue.city}
      </p>
      <p>
        {ticket.offerName}, {w.places(ticket.places)}, {w.category(ticket.category)}
      </p>
      <p className="mt-2 text-16 text-muted">
        {w.until(formatDate(ticket.expiresAt, summary.timezone, 'short', language))}
      </p>
    </Card>
  );
}

function Taken({ ticketId }: { ticketId: string }) {
  const w = useWords(transferWords).take;
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading title={w.doneTitle} lead={w.doneText} />
      <ButtonLink to="/billets/$ticketId" params={{ ticketId }}>
        {w.see}
      </ButtonLink>
    </>
  );
}

function Over() {
  const w = useWords(transferWords).take;
  useEffect(() => {
    wantHeadingFocus();
    forgetTransferToken();
  }, []);
  return (
    <>
      <PageHeading title={w.overTitle} lead={w.overText} />
      <ButtonLink to="/billets" variant="secondary">
        {w.mine}
      </ButtonLink>
    </>
  );
}

/** A token that was cut short does not even have the right shape: for the reader that is the same. */
function isOver(error: unknown): boolean {
  return error instanceof ApiError && ['transfer_link_invalid', 'invalid_request'].includes(error.code);
}
