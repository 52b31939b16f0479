import { useQueries } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { sessionQuery } from './queries.ts';
import { forgetSeen, useSeenSessions } from './seen-sessions.ts';
import { SessionCard } from './session-card.tsx';

const SHOWN = 4;

/** The sessions looked at last on this device; nothing when there are none. */
export function SeenSessions() {
  const w = useWords(shopWords).seen;
  const codes = useSeenSessions();
  const details = useQueries({ queries: codes.slice(0, SHOWN).map((code) => sessionQuery(code)) });
  const gone = codes.find((_, at) => {
    const error = details[at]?.error;
    return error instanceof ApiError && error.status === 404;
  });
  useEffect(() => {
    if (gone !== undefined) forgetSeen(gone);
  }, [gone]);
  const sessions = details.flatMap(({ data }) => data ?? []);
  if (sessions.length === 0) return null;
  return (
    <section aria-labelledby="vues">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4">
        <h2 id="vues" className="heading text-24">
          {w.title}
        </h2>
        <Button variant="quiet" onClick={() => forgetSeen()}>
          {w.forget}
        </Button>
      </div>
      <ul className="grid gap-4 lg:grid-cols-2">
        {sessions.map((session) => (
          <SessionCard key={session.code} session={session} level={3} withDay />
        ))}
      </ul>
      <p className="mt-3 text-16 text-muted">{w.local}</p>
    </section>
  );
}
