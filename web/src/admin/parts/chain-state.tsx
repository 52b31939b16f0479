import { verifyAudit } from '@og-tickets/contract/audit.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { formatDate } from '../../ui/format.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useWords } from '../../words/book.ts';
import { journalWords } from '../../words/journal.ts';
import { useLanguage } from '../../words/language.ts';

/** Whether the chain of the journal holds, as of now. */
export function ChainState() {
  const w = useWords(journalWords).chain;
  const language = useLanguage();
  const time = (at: string) => formatDate(at, deviceTimeZone(), 'time', language);
  const chain = useQuery({
    queryKey: ['admin', 'journal', 'chain'],
    queryFn: ({ signal }) => call(verifyAudit, { signal }),
    staleTime: 60_000,
  });
  const again = (
    <Button variant="quiet" onClick={() => void chain.refetch()} loading={chain.isFetching}>
      {w.again}
    </Button>
  );
  if (chain.error) return <FormFailure error={chain.error} actions={again} />;
  if (!chain.data) {
    return (
      <p className="flex items-center gap-2 text-muted">
        <Spinner />
        {w.verifying}
      </p>
    );
  }
  const { fault, entries, at, signedUpTo } = chain.data;
  if (fault !== null) {
    return (
      <div role="alert">
        <Banner tone="danger" title={w.brokenTitle} actions={again}>
          <p>{w.faults[fault.kind](fault.number)}</p>
          <p>{w.brokenText}</p>
        </Banner>
      </div>
    );
  }
  return (
    <Banner tone="ok" actions={again}>
      {w.whole(entries, time(at))} {signedUpTo ? w.signed(signedUpTo.number, time(signedUpTo.at)) : null}
    </Banner>
  );
}
