import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';

export function TicketPage() {
  const w = useWords(accountWords).ticket;
  return <PageHeading title={w.title} />;
}
