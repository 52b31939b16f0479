import {
  knownTermsVersion,
  termsDay,
  type TermsVersion,
  termsVersion,
  termsVersions,
} from '@og-tickets/contract/terms.ts';
import { Link, useParams } from '@tanstack/react-router';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { longDay } from '../../shell/long-day.ts';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { useTerms } from '../../shell/terms-text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { useLanguage } from '../../words/language.ts';
import { legalWords } from '../../words/legal.ts';
import { LegalBody, LegalSkeleton } from '../legal-body.tsx';

/** The terms of sale in force. */
export function SaleTermsPage() {
  return <Terms version={termsVersion} part="sale" />;
}

/** The terms of use in force. */
export function UseTermsPage() {
  return <Terms version={termsVersion} part="use" />;
}

/** The terms of sale in the version of the address: what somebody has accepted stays readable. */
export function OldTermsPage() {
  const { version: asked } = useParams({ from: '/shop/conditions/$version' });
  const version = knownTermsVersion(asked);
  return version === undefined ? <NotFoundPage /> : <Terms key={version} version={version} part="sale" />;
}

function Terms({ version, part }: { version: TermsVersion; part: 'sale' | 'use' }) {
  const w = useWords(legalWords);
  const { pages } = useWords(commonWords).footer;
  const language = useLanguage();
  const terms = useTerms(version);
  const text = terms.data?.[part];
  return (
    <>
      <PageHeading title={text?.title ?? pages[part]} lead={w.version(longDay(termsDay(version), language), version)} />
      {version === termsVersion ? null : (
        <div className="mb-6">
          <Banner
            tone="warn"
            actions={
              <Link to="/conditions" className="link inline-flex min-h-11 items-center">
                {w.seeCurrent}
              </Link>
            }
          >
            {w.replaced}
          </Banner>
        </div>
      )}
      {text ? <LegalBody text={text} foot={<Versions shown={version} />} /> : null}
      {terms.error && !text ? <FailedQuery error={terms.error} onRetry={() => void terms.refetch()} /> : null}
      {terms.isPending ? <LegalSkeleton /> : null}
    </>
  );
}

/** Every version there has been, the newest first. */
function Versions({ shown }: { shown: TermsVersion }) {
  const w = useWords(legalWords);
  const language = useLanguage();
  return (
    <section aria-labelledby="versions" className="mt-8 border-t border-line pt-6 print:hidden">
      <h2 id="versions" className="heading mb-2 text-20">
        {w.versions}
      </h2>
      <ul>
        {termsVersions.map((version) => (
          <li key={version}>
            <Link
              to="/conditions/$version"
              params={{ version }}
              aria-current={version === shown ? 'page' : undefined}
              className="link inline-flex min-h-11 items-center"
            >
              {w.version(longDay(termsDay(version), language), version)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
