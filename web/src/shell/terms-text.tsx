import { termsDay, type TermsVersion, termsVersion } from '@og-tickets/contract/terms.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Skeleton, SkeletonBlock } from '../ui/states.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { useLanguage } from '../words/language.ts';
import { legalWords } from '../words/legal.ts';
import { loadTerms } from '../words/terms.ts';
import { longDay } from './long-day.ts';
import { FailedQuery } from './failed-query.tsx';
import { LegalSections, useOperator } from './legal-text.tsx';

/** The terms in one version and the language shown, loaded when they are wanted. */
export function useTerms(version: TermsVersion) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['terms', version, language],
    queryFn: () => loadTerms(version, language),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The terms of sale in force, to be read beside a form. */
export function SaleTermsText() {
  const w = useWords(legalWords);
  const { footer } = useWords(commonWords);
  const language = useLanguage();
  const terms = useTerms(termsVersion);
  const { operator, error: unknown, retry } = useOperator();
  const error = terms.error ?? unknown;
  if (terms.data && operator) {
    return (
      <>
        <p className="mb-6 text-muted">{w.version(longDay(termsDay(termsVersion), language), termsVersion)}</p>
        <LegalSections text={terms.data.sale} operator={operator} level={3} />
        <Link to="/conditions-utilisation" target="_blank" className="link mt-6 inline-flex min-h-11 items-center">
          {footer.pages.use}
        </Link>
      </>
    );
  }
  if (error) return <FailedQuery error={error} onRetry={() => (terms.error ? void terms.refetch() : retry?.())} />;
  return (
    <Skeleton>
      <SkeletonBlock className="h-96 w-full" />
    </Skeleton>
  );
}
