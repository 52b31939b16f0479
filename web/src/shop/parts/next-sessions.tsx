import type { SessionCard as Session } from '@og-tickets/contract/catalog.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useHydrated } from '../../ui/use-hydrated.ts';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopWords } from '../../words/shop.ts';
import { dayText } from '../../ui/formats.ts';
import { groupByDay } from './group-by-day.ts';
import { nextSessionsQuery } from './queries.ts';
import { SessionCard } from './session-card.tsx';
import { ListSkeleton } from './session-results.tsx';

const NextOpenings = lazy(() => import('./next-openings.tsx').then((module) => ({ default: module.NextOpenings })));

/** The home page is a beginning, not the list. */
const DAYS_SHOWN = 3;
const SESSIONS_A_DAY = 4;
const SESSIONS_A_DAY_ON_PHONE = 2;
const FEW_SHOWN = 4;

/** What is on next, day by day; what is nearly sold out, when anything is. */
export function NextSessions() {
  const w = useWords(shopWords).home;
  const next = useQuery(nextSessionsQuery);
  const few = next.data?.items.filter(({ availability }) => availability === 'few') ?? [];
  return (
    <>
      <section aria-labelledby="prochaines">
        <h2 id="prochaines" className="heading mb-5 text-32">
          {w.next.title}
        </h2>
        {next.data ? (
          <Days sessions={next.data.items} counts={next.data.facets.days} />
        ) : next.isError ? (
          <FailedQuery error={next.error} onRetry={() => void next.refetch()} title={w.next.failed} />
        ) : (
          <ListSkeleton cards={4} />
        )}
      </section>
      {few.length > 0 ? (
        <section aria-labelledby="dernieres">
          <h2 id="dernieres" className="heading text-32">
            {w.few.title}
          </h2>
          <p className="mb-5 text-muted">{w.few.lead}</p>
          <CardGrid sessions={few.slice(0, FEW_SHOWN)} level={3} withDay />
        </section>
      ) : null}
    </>
  );
}

function Days({ sessions, counts }: { sessions: readonly Session[]; counts: { day: string; count: number }[] }) {
  const w = useWords(shopWords).home.next;
  const language = useLanguage();
  if (sessions.length === 0) return <NothingOnSale />;
  const groups = groupByDay(sessions).slice(0, DAYS_SHOWN);
  return (
    <div className="flex flex-col gap-8">
      {groups.map(({ day, items }) => {
        const count = counts.find((one) => one.day === day)?.count ?? items.length;
        return (
          <section key={day} aria-labelledby={`jour-${day}`}>
            <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
              <h3 id={`jour-${day}`} className="heading text-20 first-letter:uppercase">
                {dayText(day, language)}
              </h3>
              {count > SESSIONS_A_DAY_ON_PHONE ? (
                <Link
                  to="/epreuves"
                  search={{ du: day, au: day, dispo: true }}
                  className={`link inline-flex min-h-11 items-center font-semibold ${count > SESSIONS_A_DAY ? '' : 'sm:hidden'}`}
                >
                  {w.more(count, dayText(day, language))}
                </Link>
              ) : null}
            </div>
            <CardGrid sessions={items.slice(0, SESSIONS_A_DAY)} level={4} className="max-sm:*:nth-[n+3]:hidden" />
          </section>
        );
      })}
      <p>
        <ButtonLink to="/epreuves" variant="secondary" icon="calendar">
          {w.all}
        </ButtonLink>
      </p>
    </div>
  );
}

function NothingOnSale() {
  const w = useWords(shopWords).home.next;
  const hydrated = useHydrated();
  return (
    <>
      <EmptyState
        icon="calendar"
        title={w.emptyTitle}
        level={3}
        actions={<ButtonLink to="/epreuves">{w.all}</ButtonLink>}
      >
        {w.emptyText}
      </EmptyState>
      {hydrated ? (
        <Suspense>
          <NextOpenings />
        </Suspense>
      ) : null}
    </>
  );
}

interface CardGridProps {
  sessions: readonly Session[];
  level: 3 | 4;
  withDay?: boolean;
  className?: string;
}

function CardGrid(props: CardGridProps) {
  return (
    <ul className={`grid gap-4 lg:grid-cols-2 ${props.className ?? ''}`}>
      {props.sessions.map((session) => (
        <SessionCard key={session.code} session={session} level={props.level} withDay={props.withDay ?? false} />
      ))}
    </ul>
  );
}
