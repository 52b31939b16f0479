import type { LegalText } from '@og-tickets/contract/terms-text/legal-text.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FailedQuery } from '../shell/failed-query.tsx';
import { legalPages } from '../shell/legal-pages.ts';
import { type KnownOperator, LegalSections, useOperator } from '../shell/legal-text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Skeleton, SkeletonBlock } from '../ui/states.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { legalWords } from '../words/legal.ts';

/** A legal text with its table of contents, the other legal pages, and a button that prints it. */
export function LegalBody({ text, foot }: { text: LegalText; foot?: ReactNode }) {
  const { operator, error, retry } = useOperator();
  if (!operator) return error ? <FailedQuery error={error} onRetry={retry} /> : <LegalSkeleton />;
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="min-w-0">
        <Missing operator={operator} />
        <Contents text={text} />
        <LegalSections text={text} operator={operator} level={2} />
        {foot}
      </div>
      <OtherPages />
    </div>
  );
}

/** Tells an admin what is still to be said of who runs the shop. */
function Missing({ operator: { reader, isDemo, missing } }: { operator: KnownOperator }) {
  const w = useWords(legalWords);
  if (reader !== 'admin' || missing.length === 0) return null;
  const link = (
    <Link to="/admin/reglages" className="link inline-flex min-h-11 items-center">
      {w.settings}
    </Link>
  );
  return (
    <div className="mb-6 print:hidden">
      <Banner tone="warn" title={w.missingTitle} actions={link}>
        {w.missingText(missing.map((field) => w.fields[field]).join(', '))} {isDemo ? null : w.missingReal}
      </Banner>
    </div>
  );
}

function Contents({ text }: { text: LegalText }) {
  const w = useWords(legalWords);
  return (
    <nav aria-labelledby="sommaire" className="mb-8 rounded-card border border-line bg-paper p-5 print:hidden">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="sommaire" className="heading text-20">
          {w.contents}
        </h2>
        <Button variant="secondary" onClick={() => print()}>
          {w.print}
        </Button>
      </div>
      <ol className="mt-2 sm:columns-2">
        {text.sections.map(({ title }, at) => (
          <li key={title} className="break-inside-avoid">
            <a href={`#article-${at + 1}`} className="link inline-flex min-h-11 items-center">
              {at + 1}. {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function OtherPages() {
  const w = useWords(legalWords);
  const { pages } = useWords(commonWords).footer;
  return (
    <nav aria-label={w.others} className="max-lg:hidden print:hidden lg:sticky lg:top-6">
      <ul className="flex flex-col">
        {legalPages.map(({ to, word }) => (
          <li key={to}>
            <Link
              to={to}
              className="flex min-h-11 items-center rounded-field px-3 font-semibold text-ink no-underline hover:bg-paper"
              activeProps={{ className: 'bg-cobalt-tint! text-cobalt!', 'aria-current': 'page' }}
              activeOptions={{ exact: true }}
            >
              {pages[word]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Lines of a text that is coming. */
export function LegalSkeleton() {
  return (
    <Skeleton>
      <div className="flex max-w-read flex-col gap-4">
        <SkeletonBlock className="h-40 w-full rounded-card" />
        <SkeletonBlock className="h-6 w-2/5" />
        <SkeletonBlock className="h-24 w-full" />
        <SkeletonBlock className="h-6 w-2/5" />
        <SkeletonBlock className="h-24 w-full" />
      </div>
    </Skeleton>
  );
}
