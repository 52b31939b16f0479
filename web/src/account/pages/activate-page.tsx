import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';

export function ActivatePage() {
  const w = useWords(accountWords).activate;
  return <PageHeading title={w.title} />;
}
