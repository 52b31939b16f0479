import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { termsWords } from '../../words/terms.ts';
import { TermsText } from '../parts/terms-text.tsx';

/** The terms of sale as a page of their own, to be linked and printed. */
export function TermsPage() {
  const w = useWords(termsWords);
  return (
    <>
      <PageHeading title={w.title} />
      <TermsText level={2} />
    </>
  );
}
