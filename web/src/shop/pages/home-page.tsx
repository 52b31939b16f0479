import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { HomeSearch } from '../parts/home-search.tsx';
import { LaneLines } from '../parts/lane-lines.tsx';
import { NextSessions } from '../parts/next-sessions.tsx';
import { OffersExplained } from '../parts/offers-explained.tsx';
import { SeenSessions } from '../parts/seen-list.tsx';
import { Promises } from '../parts/promises.tsx';

/** Search first, then what is on next, then what can be bought. */
export function HomePage() {
  const w = useWords(shopWords).home;
  return (
    <div className="flex flex-col gap-12 sm:gap-16">
      {/* What the search proposes lies over the tickets below. */}
      <div className="relative z-10">
        <LaneLines className="absolute inset-x-0 -top-6 -z-10 h-72 w-full sm:-top-10" />
        <div className="max-w-[21ch] sm:text-44">
          <PageHeading title={w.title} />
        </div>
        <Promises />
        <HomeSearch />
      </div>
      <NextSessions />
      <SeenSessions />
      <OffersExplained />
    </div>
  );
}
