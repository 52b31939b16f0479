import type { CancellationPreview } from '@og-tickets/contract/refunds.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock, StateMessage, useOffline } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { orderWords } from '../../words/order.ts';
import { BarredTickets, CancelChoice } from '../parts/cancel-choice.tsx';
import { CancelDone } from '../parts/cancel-done.tsx';
import { CancelSums } from '../parts/cancel-sums.tsx';
import { cancellationQuery } from '../parts/cancellation-queries.ts';
import { type Cancelled, ConfirmCancel } from '../parts/confirm-cancel.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { isMissing } from '../parts/is-missing.ts';
import { namedTickets } from '../parts/named-tickets.ts';

/** Giving tickets of a paid order back: which, for how much, and the confirmation. */
export function CancellationPage() {
  const w = useWords(orderWords).cancel;
  const { orderCode } = useParams({ from: '/shop/commandes/$orderCode/annulation' });
  const all = useQuery(cancellationQuery(orderCode));
  const [done, setDone] = useState<Cancelled>();
  if (done) return <CancelDone cancelled={done} />;
  if (!all.data && isMissing(all.error)) return <NotFoundPage />;
  const back = (
    <Link to="/commandes/$orderCode" params={{ orderCode }} className="link inline-flex min-h-11 items-center">
      {w.back(orderCode)}
    </Link>
  );
  return (
    <>
      <PageHeading title={w.title} lead={w.lead(orderCode)} above={back} />
      {all.data ? <CancelForm all={all.data} onDone={setDone} /> : null}
      {!all.data && all.error ? <FailedQuery error={all.error} onRetry={() => void all.refetch()} /> : null}
      {all.isPending ? (
        <Skeleton>
          <SkeletonBlock className="h-72 w-full rounded-card" />
        </Skeleton>
      ) : null}
    </>
  );
}

function CancelForm({ all, onDone }: { all: CancellationPreview; onDone: (cancelled: Cancelled) => void }) {
  const w = useWords(orderWords).cancel;
  const offline = useOffline();
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const [missing, setMissing] = useState(false);
  const free = all.tickets.filter(({ bar }) => bar === null);
  const barred = all.tickets.filter(({ bar }) => bar !== null);
  // A ticket that was chosen may have been used or given away meanwhile.
  const chosen = new Set(free.map(({ id }) => id).filter((id) => wanted.has(id)));
  const named = namedTickets(
    free.map(({ id }) => id),
    chosen,
  );
  const canBeSummed = chosen.size > 0 && named !== null;
  const sums = useQuery({ ...cancellationQuery(all.code, named?.tickets), enabled: canBeSummed });
  const preview = canBeSummed ? sums.data : undefined;
  const old = sums.isPlaceholderData || sums.isFetching;
  useSpokenSums(preview, old);
  if (free.length === 0) return <NothingToCancel all={all} />;
  const choose = (next: ReadonlySet<string>) => {
    setMissing(false);
    setWanted(next);
  };
  const go = () => {
    if (chosen.size === 0) announce(w.chooseFirst);
    setMissing(chosen.size === 0);
    setAsking(chosen.size > 0 && preview !== undefined && !old);
  };
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[1fr_24rem] *:min-w-0">
      <div className="flex flex-col gap-6">
        {offline ? <Banner tone="warn">{w.offline}</Banner> : null}
        <CancelChoice tickets={free} chosen={chosen} onChange={choose} disabled={offline} />
        <BarredTickets tickets={barred} />
      </div>
      <CancelSums preview={preview} old={old}>
        {sums.error && chosen.size > 0 ? <FormFailure error={sums.error} /> : null}
        {named === null ? <p className="font-semibold text-coral">{w.tooMany}</p> : null}
        {missing ? <p className="font-semibold text-coral">{w.chooseFirst}</p> : null}
        <Button wide disabled={offline || named === null} loading={canBeSummed && old} onClick={go}>
          {chosen.size > 0 ? w.go(chosen.size) : w.goNone}
        </Button>
      </CancelSums>
      {asking && preview ? (
        <ConfirmCancel preview={preview} reading={old} onDone={onDone} onClose={() => setAsking(false)} />
      ) : null}
    </div>
  );
}

/** Says the new sum once it is known, each time another one is. */
function useSpokenSums(preview: CancellationPreview | undefined, old: boolean): void {
  const w = useWords(orderWords).cancel;
  const language = useLanguage();
  const tickets = preview?.tickets.filter(({ chosen }) => chosen).length ?? 0;
  const spoken = preview && !old ? w.sumSpoken(tickets, formatMoney(preview.refund, language)) : undefined;
  useEffect(() => {
    if (spoken !== undefined) announce(spoken);
  }, [spoken]);
}

function NothingToCancel({ all }: { all: CancellationPreview }) {
  const w = useWords(orderWords).cancel;
  const toOrder = (
    <ButtonLink to="/commandes/$orderCode" params={{ orderCode: all.code }} variant="secondary">
      {w.back(all.code)}
    </ButtonLink>
  );
  return (
    <div className="flex flex-col gap-6">
      <StateMessage icon="ban" title={w.nothingTitle} actions={toOrder}>
        {all.status === 'pending' ? w.unpaidText : w.nothingText}
      </StateMessage>
      <BarredTickets tickets={all.tickets} />
    </div>
  );
}
