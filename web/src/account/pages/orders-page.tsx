import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';

export function OrdersPage() {
  const w = useWords(accountWords).orders;
  return <PageHeading title={w.title} />;
}
