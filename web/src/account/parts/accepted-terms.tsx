import { type Consent, listConsents } from '@og-tickets/contract/privacy.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Button } from '../../ui/button.tsx';
import { DateTime } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { privacyWords } from '../../words/privacy.ts';

/** So many are shown before somebody asks for all. */
const FIRST_SHOWN = 5;

/** Which version of the terms was accepted when, the latest first. */
export function AcceptedTerms() {
  const w = useWords(privacyWords).terms;
  const [showsAll, setShowsAll] = useState(false);
  const consents = useQuery({
    queryKey: ['me', 'consents'],
    queryFn: ({ signal }) => call(listConsents, { signal }),
    staleTime: 0,
  });
  if (consents.error && !consents.data) {
    return <FailedQuery error={consents.error} onRetry={() => void consents.refetch()} />;
  }
  const items = consents.data?.items ?? [];
  const shown = showsAll ? items : items.slice(0, FIRST_SHOWN);
  return (
    <div className="flex flex-col items-start gap-4" aria-busy={consents.isPending}>
      <ul className="flex flex-col gap-3">
        {shown.map((consent) => (
          <li key={consent.orderCode ?? ''}>
            <AcceptedVersion consent={consent} />
          </li>
        ))}
      </ul>
      {items.length > shown.length ? (
        <Button variant="secondary" onClick={() => setShowsAll(true)}>
          {w.all(items.length)}
        </Button>
      ) : null}
      <Link to="/conditions" className="link">
        {w.read}
      </Link>
    </div>
  );
}

function AcceptedVersion({ consent: { orderCode, termsVersion, acceptedAt } }: { consent: Consent }) {
  const w = useWords(privacyWords).terms;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return (
    <>
      <span className="block">
        <Link to="/conditions/$version" params={{ version: termsVersion }} className="link">
          {w.version(termsVersion)}
        </Link>
        {' · '}
        {orderCode === null ? (
          w.account
        ) : (
          <>
            {w.order}{' '}
            <Link to="/commandes/$orderCode" params={{ orderCode }} className="link figures">
              {orderCode}
            </Link>
          </>
        )}
      </span>
      <span className="block text-16 text-muted">
        <DateTime at={acceptedAt} timeZone={timeZone} />
      </span>
    </>
  );
}
