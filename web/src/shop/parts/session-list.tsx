import type { SessionCard as Session } from '@og-tickets/contract/catalog.ts';
import { useLanguage } from '../../words/language.ts';
import { dayText } from '../../ui/formats.ts';
import { groupByDay } from './group-by-day.ts';
import { SessionCard } from './session-card.tsx';

const GONE = new Set<Session['availability']>(['sold_out', 'cancelled']);

/** What nobody can get any more comes after what somebody can, within its day: nothing else changes its place. */
function soldOutLast(one: Session, other: Session): number {
  return Number(GONE.has(one.availability)) - Number(GONE.has(other.availability));
}

/** Sessions under a heading for each day. */
export function SessionsByDay({ sessions }: { sessions: readonly Session[] }) {
  const language = useLanguage();
  return (
    <div className="flex flex-col gap-8">
      {groupByDay(sessions).map(({ day, items }) => (
        <section key={day} aria-labelledby={`jour-${day}`}>
          <h2 id={`jour-${day}`} className="heading mb-3 text-20 first-letter:uppercase">
            {dayText(day, language)}
          </h2>
          <ul className="flex flex-col gap-3">
            {items.toSorted(soldOutLast).map((session) => (
              <SessionCard key={session.code} session={session} level={3} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Sessions in the order given, each with its own day. */
export function SessionsInOrder({ sessions, title }: { sessions: readonly Session[]; title: string }) {
  return (
    <section aria-labelledby="resultats">
      <h2 id="resultats" className="sr-only">
        {title}
      </h2>
      <ul className="flex flex-col gap-3">
        {sessions.map((session) => (
          <SessionCard key={session.code} session={session} level={3} withDay />
        ))}
      </ul>
    </section>
  );
}
