import { limits } from '@og-tickets/contract/limits.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServerNowMs } from '../../api/server-clock.ts';
import { formatDate } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopWords } from '../../words/shop.ts';
import { openingsOf } from './openings.ts';
import { listQuery } from './queries.ts';

/** Where nothing is on sale: what will be, and when; nothing where nobody has said. */
export function NextOpenings() {
  const w = useWords(shopWords).home.next;
  const language = useLanguage();
  const nowMs = useServerNowMs();
  const from = new Date(nowMs).toISOString().slice(0, 10);
  const { data } = useQuery(listQuery({ from, limit: limits.pageMax }));
  const openings = openingsOf(data?.items ?? [], nowMs);
  if (openings.length === 0) return null;
  return (
    <section aria-labelledby="ouvertures" className="mt-6">
      <h3 id="ouvertures" className="heading mb-2 text-20">
        {w.openings}
      </h3>
      <ul className="flex flex-col">
        {openings.map(({ code, title, timezone, opensAt }) => (
          <li key={code} className="flex flex-wrap items-center gap-x-4 border-b border-line py-1">
            <Link
              to="/epreuves/$code"
              params={{ code }}
              className="link inline-flex min-h-11 items-center font-semibold"
            >
              {title}
            </Link>
            <span>{w.opensAt(formatDate(opensAt, timezone, 'full', language))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
