import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';

export function ConfirmationPage() {
  const w = useWords(buyingWords).confirmation;
  return <PageHeading title={w.title} />;
}
