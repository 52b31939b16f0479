import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';

export function TicketsPage() {
  const w = useWords(accountWords).tickets;
  return <PageHeading title={w.title} />;
}
